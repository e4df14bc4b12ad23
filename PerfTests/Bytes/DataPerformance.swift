import Foundation
import PerformanceTesting
import Testing

/// `Data` and the codings that carry bytes through text.
///
/// A regression means more copies of each byte between a socket or a file and the value made of it.
@Suite(.performance, .duration(.milliseconds(40)))
struct DataPerformance {
  private static let block = Data(SplitMix64.bytes(16 * 1024))

  @Test func appendChunks() {
    let chunk = Data(SplitMix64.bytes(256))
    measure(throughput: .bytes(64 * 256)) {
      var data = Data()
      for _ in 0..<64 { data.append(chunk) }
      return data
    }
  }

  @Test func encodeBase64() {
    measure(throughput: .bytes(Self.block.count)) { Self.block.base64EncodedString() }
  }

  @Test func findAPattern() {
    let pattern = Data(Self.block.suffix(8))
    measure(throughput: .bytes(Self.block.count)) { Self.block.range(of: pattern)?.lowerBound }
  }
}
