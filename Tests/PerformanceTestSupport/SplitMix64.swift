/// A random generator with a fixed seed: a property that fails, fails again with the same numbers.
public struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that always gives the same numbers for the same seed.
  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0..<1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in the range.
  public mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  /// Times as a shared machine gives them: a floor, a little jitter, and now and then a large delay.
  public mutating func times(_ count: Int, floor: Double = 100) -> [Double] {
    (0..<count).map { _ in
      let jitter = floor * 0.05 * unit()
      let delay = unit() < 0.2 ? floor * 2 * unit() : 0
      return floor + jitter + delay
    }
  }
}
