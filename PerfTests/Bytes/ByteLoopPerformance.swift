import PerformanceTesting
import Testing

/// Loops over 64 KiB of bytes that the compiler should turn into tight code.
///
/// A regression means a bounds check, a retain or a missed vectorisation inside of a loop: times two and more at once.
@Suite(.performance, .duration(.milliseconds(40)))
struct ByteLoopPerformance {
  private static let bytes = SplitMix64.bytes(64 * 1024)
  private static let size = Throughput.bytes(64 * 1024)

  @Test func hashWithFNV() {
    measure(throughput: Self.size) {
      Self.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }

  @Test func checksumWithATable() {
    let table = (0..<256 as Range<UInt32>).map { index in
      (0..<8).reduce(index) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
    }
    measure(throughput: Self.size) {
      ~Self.bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
  }

  @Test func histogram() {
    measure(throughput: Self.size) {
      var counts = [Int](repeating: 0, count: 256)
      for byte in Self.bytes { counts[Int(byte)] += 1 }
      return counts
    }
  }

  @Test func validateUTF8() {
    let text = Array(String(repeating: Prose.text, count: 4).utf8)
    measure(throughput: .bytes(text.count)) { String(validating: text, as: UTF8.self)?.utf8.count }
  }
}
