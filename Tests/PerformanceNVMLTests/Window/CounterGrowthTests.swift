import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("Counters grow")
struct CounterGrowthTests {
  @Test("A counter that wraps at 32 or 64 bits grows by the difference")
  func growthIsTheDifference() {
    var random = SplitMix64(seed: 15)
    for _ in 0..<2000 {
      let isNarrow = random.unit() < 0.5
      // The bytes of one pause of a sampler, on the fastest PCIe link whose counter wraps at most once in it.
      let bytes = UInt64(random.number(in: 0...4.2e9))
      let first = isNarrow ? random.next() & 0xffff_ffff : random.next() | 1 << 63
      let last = isNarrow ? (first + bytes) & 0xffff_ffff : first &+ bytes
      // A counter of 32 bits that grew by less than it holds is back above where it stood only if it did not wrap.
      #expect(bytesSent(first, last) == .value(Double(bytes)))
    }
  }

  static let wraps: [(first: UInt64, last: UInt64, growth: Double)] = [
    (0xffff_fff0, 0x10, 0x20), (0xffff_ffff, 0, 1), (.max - 1, 3, 5), (7, 7, 0), (5_000_000_000, 5_000_000_100, 100),
  ]

  @Test("Growth across a wrap is counted", arguments: wraps)
  func growthAcrossWrap(first: UInt64, last: UInt64, growth: Double) {
    #expect(bytesSent(first, last) == .value(growth))
  }

  @Test("A counter of 64 bits that decreased without a wrap was reset")
  func reset64() {
    #expect(
      bytesSent(5_000_000_000, 100)
        == .invalid("the counter of bytes sent went back from 5000000000 to 100: it was reset"))
  }

  @Test("More than a link can transfer is no growth")
  func linkLimit() {
    #expect(
      bytesSent(0, 30_000_000_000)
        == .invalid("the counter of bytes sent grew by 30000000000 in 0.1 s, more than any link carries"))
    #expect(bytesSent(0, 25_000_000_000) == .value(25e9))
  }

  @Test("A wrap at 32 bits in no time is a reset")
  func wrapWithoutTime() {
    #expect(CounterGrowth.wrappingBytes(from: .value(5), to: .value(4), in: 0, of: "x").isInvalid)
  }

  @Test("A counter that cannot wrap was reset when it decreases")
  func unwrapped() {
    #expect(CounterGrowth.steady(from: .value(3), to: .value(10), of: "errors") == .value(7))
    #expect(
      CounterGrowth.steady(from: .value(10), to: .value(3), of: "errors")
        == .invalid("the counter of errors went back from 10 to 3: it was reset"))
  }

  @Test("A counter that was not read gives its reason")
  func unavailable() {
    let reading = Reading<UInt64>.unavailable("driver 555 has it")
    #expect(CounterGrowth.steady(from: reading, to: .value(1), of: "x") == .unavailable("driver 555 has it"))
    #expect(
      CounterGrowth.wrappingBytes(from: .value(1), to: reading, in: 1, of: "x") == .unavailable("driver 555 has it"))
  }

  private func bytesSent(_ first: UInt64, _ last: UInt64) -> Reading<Double> {
    CounterGrowth.wrappingBytes(from: .value(first), to: .value(last), in: 0.1, of: "bytes sent")
  }
}
