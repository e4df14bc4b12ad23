import PerformanceTesting
import Testing

@Suite("The inputs of a window")
struct InputBufferTests {
  // The counters that weigh inputs are of the whole process, so a process without other tests weighs.
  @Test("are as many as fit, are changed in place, and are freed once")
  func inputs() async {
    await #expect(processExitsWith: .success) {
      let alive = Alive()
      for count in [1, 5, 64, 200] {
        var (used, chunks) = (0, InputChunks(of: count))
        while chunks.begin() {
          var buffer = InputBuffer<Handle>(capacity: chunks.capacity)
          while chunks.wantsInput {
            chunks.beginInput()
            buffer.append(Handle(alive))
            chunks.endInput()
          }
          #expect(alive.now == buffer.count)
          for index in 0..<buffer.count {
            buffer.inputs[index].uses += 1
            used += buffer.inputs[index].uses
          }
          buffer.free()
          #expect(alive.now == 0)
        }
        #expect(used == count)
      }
    }
  }
}
