/// The growth of GPU counters between two reads.
package enum CounterGrowth {
  /// More bytes a second than any link transfers in one direction: PCIe 7.0 x16 reaches 242 GB/s.
  package static let fastestLink = 256e9

  /// The growth of a counter that is too wide to wrap; invalid when it decreased, which only a reset causes.
  package static func steady(
    from start: Reading<UInt64>, to end: Reading<UInt64>, of name: String
  ) -> Reading<Double> {
    start.flatMap { first in
      end.flatMap { last in
        last >= first ? .value(Double(last - first)) : wentBack(name, first, last)
      }
    }
  }

  /// The growth of a byte counter that may wrap, as the header of NVML 12.5 documents for fields 197 and 198.
  ///
  /// A counter that decreased has wrapped: at 2³² if it was below, else at 2⁶⁴. A growth beyond the speed of any link
  /// indicates a reset instead. Two reads cannot show that a 32-bit counter wrapped more than once, so they must be
  /// close: it wraps every 68 ms on a PCIe 5.0 link at full load, and every 0.4 s at a sixth of it.
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
