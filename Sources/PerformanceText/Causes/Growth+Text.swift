import PerformanceRecords
import PerformanceStatistics

extension GrowthClass {
  /// The growth as a formula: `n log n`.
  package var formula: String {
    switch self {
    case .constant: "1"
    case .logarithmic: "log n"
    case .linear: "n"
    case .linearithmic: "n log n"
    case .quadratic: "n²"
    case .cubic: "n³"
    case .other(let name): name.text.shown(atMost: 60)
    }
  }
}

extension Growth {
  /// The growth beside the declared one, in words.
  ///
  /// `wallClock grows with n^1.98 [1.95, 2.01], faster than the declared n log n; nearest to n² (6 sizes from 100 to 3200)`.
  func text(_ reason: Verdict.Reason) -> String {
    guard let fit else { return unseen }
    let grows = "\(costs) with \(Self.power(fit.exponent)) \(Self.interval(of: fit))"
    switch reason {
    case .growthWithin: return "\(grows), no faster than the declared \(declared.formula)"
    case .growthAbove: return "\(grows), faster than the declared \(declared.formula)\(nearestText) (\(range(of: fit)))"
    case .growthUnclear:
      return "\(grows), which may be the declared \(declared.formula): more sizes, or larger ones, would decide"
    default: return "\(grows), declared \(declared.formula): \(reason.text)"
    }
  }

  /// The exponent of a power of the size: `n^1.98`.
  static func power(_ exponent: Double) -> String { "n^" + Digits.fixed(exponent, decimals: 2) }

  /// The interval of the exponent: `[1.95, 2.01]`.
  static func interval(of fit: GrowthFit) -> String {
    "[" + [fit.lower, fit.upper].map { Digits.fixed($0, decimals: 2) }.joined(separator: ", ") + "]"
  }

  private var costs: String { cost.name.shown(atMost: 60) + (cost.name.hasSuffix("s") ? " grow" : " grows") }

  private var nearestText: String { nearest.map { "; nearest to \($0.formula)" } ?? "" }

  private func range(of fit: GrowthFit) -> String {
    let sizes = points.count { fit.smallest <= $0.size && $0.size <= fit.largest }
    return "\(Plural.text(sizes, "size")) from \(Self.size(fit.smallest)) to \(Self.size(fit.largest))"
  }

  /// Why the growth cannot be judged, and what to do.
  private var unseen: String {
    guard declared.model != nil else { return "this version does not know the growth '\(declared.formula)'" }
    guard !points.isEmpty else {
      return "an argument of each case must be a number or a collection, or have a size by .complexity(…, size:), and "
        + "instructions or wallClock must be measured"
    }
    let sizes = Set(points.map(\.size)).sorted().map(Self.size)
    let shown = sizes.prefix(8).joined(separator: ", ") + (sizes.count > 8 ? ", …" : "")
    return "\(Plural.text(sizes.count, "size")) (\(shown)): at least 4 are needed, the largest 8 times the smallest"
  }

  /// A size, without decimals where it is a whole number.
  static func size(_ size: Double) -> String {
    size.rounded() == size ? Digits.fixed(size, decimals: 0) : Digits.significant(size)
  }
}
