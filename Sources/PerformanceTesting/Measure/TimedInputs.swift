import PerformanceWindow

// The windows of the forms with a set-up. They are inlined, so that the body is called without a closure in between.

/// Runs iterations of a body, each with an input that is made and freed outside of the windows.
@inlinable
@inline(__always)
func _timed<Input: ~Copyable, Output: ~Copyable, Failure: Error>(
  _ count: Int, _ watch: inout Stopwatch, _ setup: () throws(Failure) -> Input,
  _ body: (inout Input) throws(Failure) -> Output
) throws(Failure) {
  var chunks = InputChunks(of: count)
  while chunks.begin() {
    var buffer = InputBuffer<Input>(capacity: chunks.capacity)
    while chunks.wantsInput {
      chunks.beginInput()
      buffer.append(try setup())
      chunks.endInput()
    }
    let (inputs, inputCount) = (buffer.inputs, buffer.count)
    var index = 0
    var failure: Failure?
    watch.start()
    _opaqueLoop(inputCount) {
      do throws(Failure) {
        _consume(try body(&inputs[index]))
        index &+= 1
        return true
      } catch {
        failure = error
        return false
      }
    }
    watch.stop()
    buffer.free()
    if let failure { throw failure }
  }
}

/// Runs the loop of such iterations without a body, to measure its cost.
@inlinable
@inline(__always)
func _timedLoop(_ count: Int, _ watch: inout Stopwatch) {
  var index = 0
  watch.start()
  _opaqueLoop(count) {
    index &+= 1
    return true
  }
  watch.stop()
}

/// Runs iterations of an asynchronous body, each with an input that is made and freed outside of the windows.
@inlinable
@inline(__always)
nonisolated(nonsending) func _timed<Input: ~Copyable, Output: ~Copyable, Failure: Error>(
  _ count: Int, _ watch: inout Stopwatch, _ setup: nonisolated(nonsending) () async throws(Failure) -> Input,
  _ body: nonisolated(nonsending) (inout Input) async throws(Failure) -> Output
) async throws(Failure) {
  var chunks = InputChunks(of: count)
  while chunks.begin() {
    var buffer = InputBuffer<Input>(capacity: chunks.capacity)
    while chunks.wantsInput {
      chunks.beginInput()
      buffer.append(try await setup())
      chunks.endInput()
    }
    let (inputs, inputCount) = (buffer.inputs, buffer.count)
    var index = 0
    watch.start()
    try await _opaqueLoop(inputCount) { () async throws(Failure) in
      _consume(try await body(&inputs[index]))
      index &+= 1
    }
    watch.stop()
    buffer.free()
  }
}

/// Runs the loop of such iterations without a body, to measure its cost.
@inlinable
@inline(__always)
nonisolated(nonsending) func _timedLoop(_ count: Int, _ watch: inout Stopwatch) async {
  var index = 0
  watch.start()
  await _opaqueLoop(count) { () async in index &+= 1 }
  watch.stop()
}
