/// How much counters of a GPU grew between two reads.
package enum CounterGrowth {
  /// More bytes than any link carries in a second and one direction: PCIe 7.0 x16 makes 242 GB/s.
  package static let fastestLink = 256e9

  /// The growth of a counter that is too wide to wrap; invalid when it went back, which only a reset does.
  package static func steady(
    from start: Reading<UInt64>, to end: Reading<UInt64>, of name: String
  ) -> Reading<Double> {
    start.flatMap { first in
      end.flatMap { last in
        last >= first ? .value(Double(last - first)) : wentBack(name, first, last)
      }
    }
  }

  /// The growth of a byte counter that may wrap, as the header of NVML 12.5 says of fields 197 and 198.
  ///
  /// A counter that went back has wrapped: at 2³² when it stood below, else at 2⁶⁴. A growth that no link carries in
  /// the time is a reset instead. That a counter of 32 bits wrapped more than once cannot be seen from two reads, so they
  /// must be close: it wraps every 68 ms on a PCIe 5.0 link at full load, and every 0.4 s at a sixth of it.
  /// - Parameter seconds: the time between the reads.
  package static func wrappingBytes(
    from start: Reading<UInt64>, to end: Reading<UInt64>, in seconds: Double, of name: String
  ) -> Reading<Double> {
    start.flatMap { first in
      end.flatMap { last in
        let wrapsAt32Bits = last < first && first <= UInt64(UInt32.max)
        let growth = wrapsAt32Bits ? last + (1 << 32) - first : last &- first
        guard Double(growth) <= max(seconds, 0) * fastestLink else {
          guard last >= first else { return wentBack(name, first, last) }
          return .invalid(
            "the counter of \(name) grew by \(growth) in \(GPUText.number(seconds)) s, more than any link carries")
        }
        return .value(Double(growth))
      }
    }
  }

  private static func wentBack(_ name: String, _ first: UInt64, _ last: UInt64) -> Reading<Double> {
    .invalid("the counter of \(name) went back from \(first) to \(last): it was reset")
  }
}
