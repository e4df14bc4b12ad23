import CPerformanceProbe
import Foundation
import PerformanceTesting
import Testing

/// The sizes of the windows when inputs weigh so many bytes.
private func windows(of count: Int, weighing bytes: Int, pass: Stopwatch.Pass = .clock) -> [Int] {
  var chunks = InputChunks(of: count, in: Stopwatch(pass: pass))
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
  @Test("hold all iterations, and at most 64 small inputs", arguments: [0, 1, 63, 64, 65, 200, 1000])
  func small(count: Int) {
    // In the pass of the counters nothing is weighed, so other tests do not disturb.
    let sizes = windows(of: count, weighing: 8, pass: .counters)
    #expect(sizes.reduce(0, +) == count)
    #expect(sizes.dropLast().allSatisfy { $0 == 64 })
    #expect(sizes.allSatisfy { (1...64).contains($0) })
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
