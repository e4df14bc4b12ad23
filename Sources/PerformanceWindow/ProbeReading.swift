/// The memory of a probe, which holds what the functions have read. It must outlive the windows.
package final class ProbeReading<Value> {
  private let pointer: UnsafeMutablePointer<Value>

  /// Memory with the value that it has before the first window.
  package init(_ value: Value) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: value)
  }

  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }

  /// The value after the windows so far.
  package var value: Value { pointer.pointee }

  /// A probe of two functions that get this memory.
  package func probe(start: @escaping WindowProbe.Function, stop: @escaping WindowProbe.Function) -> WindowProbe {
    WindowProbe(memory: UnsafeMutableRawPointer(pointer), start: start, stop: stop)
  }
}
