import CPerformanceProbe
import Foundation
import PerformanceTesting
import Testing

/// The numbers of inputs in the windows, for inputs of a size in bytes.
private func windows(of count: Int, weighing bytes: Int) -> [Int] {
  var chunks = InputChunks(of: count)
  var sizes: [Int] = []
  var inputs: [[UInt8]] = []
  while chunks.begin() {
    inputs.removeAll()
    while chunks.wantsInput {
      chunks.beginInput()
      inputs.append([UInt8](repeating: 1, count: bytes))
      chunks.endInput()
    }
    sizes.append(inputs.count)
  }
  return sizes
}

@Suite("Windows of inputs")
struct InputChunksTests {
  // The counters that weigh are of the whole process, so processes without other tests weigh.
  @Test("hold all iterations, and at most 64 small inputs")
  func small() async {
    await #expect(processExitsWith: .success) {
      for count in [0, 1, 63, 64, 65, 200, 1000] {
        let sizes = windows(of: count, weighing: 8)
        #expect(sizes.reduce(0, +) == count)
        #expect(sizes.dropLast().allSatisfy { $0 == 64 })
        #expect(sizes.allSatisfy { (1...64).contains($0) })
      }
    }
  }

  @Test("leave the counters alone where there is one input", .enabled(if: perf_registered_counter_source() != nil))
  func single() async {
    await #expect(processExitsWith: .success) {
      let source = try #require(perf_registered_counter_source())
      var chunks = InputChunks(of: 1)
      source.pointee.start()
      #expect(chunks.begin() && chunks.wantsInput)
      chunks.beginInput()
      chunks.endInput()
      // Weighing would have ended the count.
      let inputs = [[UInt8](repeating: 1, count: 1000), [UInt8](repeating: 1, count: 1000)]
      #expect(source.pointee.stop().allocations >= 2)
      #expect(inputs.count == 2 && !chunks.wantsInput)
    }
  }

  @Test("hold no more than eight mebibytes of large inputs", .enabled(if: perf_registered_counter_source() != nil))
  func large() async {
    await #expect(processExitsWith: .success) {
      for (bytes, most) in [(100, 64), (131_000, 64), (1_000_000, 8), (3 << 20, 2), (7 << 20, 1), (20 << 20, 1)] {
        let sizes = windows(of: 70, weighing: bytes)
        #expect(sizes.reduce(0, +) == 70)
        #expect(sizes.max() == most, "\(bytes) bytes")
      }
    }
  }
}
