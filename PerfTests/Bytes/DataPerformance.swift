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

  @Test func slice() {
    measure {
      var sum = 0
      for start in stride(from: 0, to: Self.block.count, by: 64) {
        let slice = Self.block[start..<start + 64]
        sum &+= Int(slice[slice.startIndex]) &+ slice.count
      }
      return sum
    }
  }

  @Test func copyIntoArrays() {
    let pieces = (0..<4).map { Data(Self.block[($0 * 4_096)..<($0 + 1) * 4_096]) }
    measure(throughput: .bytes(8 * Self.block.count)) {
      (0..<32).reduce(into: 0) { sum, index in sum += opaque([UInt8](pieces[index & 3])).count }
    }
  }

  @Test func compareEqual() {
    let (first, second) = (Data(SplitMix64.bytes(256 * 1024)), Data(SplitMix64.bytes(256 * 1024)))
    measure(throughput: .bytes(first.count)) { first == second }
  }

  @Test func encodeBase64() {
    measure(throughput: .bytes(Self.block.count)) { Self.block.base64EncodedString() }
  }

  @Test func decodeBase64() {
    let text = Self.block.base64EncodedString()
    measure(throughput: .bytes(Self.block.count)) { Data(base64Encoded: text) }
  }

  @Test func encodeHexadecimal() {
    let bytes = SplitMix64.bytes(4_096)
    let digits = Array("0123456789abcdef".utf8)
    measure(throughput: .bytes(bytes.count)) {
      String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
        for (index, byte) in bytes.enumerated() {
          buffer[index * 2] = digits[Int(byte >> 4)]
          buffer[index * 2 + 1] = digits[Int(byte & 15)]
        }
        return bytes.count * 2
      }
    }
  }

  @Test func findAPattern() {
    let pattern = Data(Self.block.suffix(8))
    measure(throughput: .bytes(Self.block.count)) { Self.block.range(of: pattern)?.lowerBound }
  }
}
