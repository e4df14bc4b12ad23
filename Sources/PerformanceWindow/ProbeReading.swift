/// The memory of a probe, which its functions write to. It must outlive the windows.
package final class ProbeReading<Value> {
  private let pointer: UnsafeMutablePointer<Value>

  /// Memory with its initial value.
  package init(_ value: Value) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: value)
  }

  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }

  /// The value after the windows so far.
  package var value: Value {
    get { pointer.pointee }
    set { pointer.pointee = newValue }
  }

  /// A probe of two functions with this memory.
  package func probe(start: @escaping WindowProbe.Function, stop: @escaping WindowProbe.Function) -> WindowProbe {
    WindowProbe(memory: UnsafeMutableRawPointer(pointer), start: start, stop: stop)
  }
}
