/// The inputs of a window, whose type may be noncopyable: an array has copyable elements only.
@usableFromInline
package struct InputBuffer<Input: ~Copyable>: ~Copyable {
  /// The memory of the inputs, the first one first.
  @usableFromInline
  package let inputs: UnsafeMutablePointer<Input>
  /// The number of inputs.
  @usableFromInline
  package private(set) var count = 0
  private let capacity: Int

  /// Creates a buffer for a number of inputs, at least one.
  @usableFromInline
  package init(capacity: Int) {
    self.capacity = capacity
    inputs = .allocate(capacity: capacity)
  }

  deinit {
    inputs.deinitialize(count: count)
    inputs.deallocate()
  }

  /// Adds an input.
  @usableFromInline
  package mutating func append(_ input: consuming Input) {
    precondition(count < capacity, "no room for another input")
    (inputs + count).initialize(to: input)
    count += 1
  }

  /// Frees the inputs. Call it after the last access through ``inputs``, which does not keep the buffer alive.
  @usableFromInline
  package consuming func free() {}
}
