/// A slowdown that is planted on purpose, to see whether a gate finds it.
package struct PlantedSlowdown: Equatable, Sendable {
  /// The numbers that a slowdown makes worse.
  package enum Kind: OpenEnumeration {
    /// Only the time grows: the processor is kept busy at the end of each window.
    case time
    /// The work grows: a share of the iterations is executed twice, so counts grow with the time.
    case work
    /// A kind of a newer version of this package.
    case other(UnknownName)

    package static let known: [Kind] = [.time, .work]

    package var name: String {
      switch self {
      case .time: "time"
      case .work: "work"
      case .other(let name): name.text
      }
    }
  }

  /// Whether the time or the work grows.
  package var kind: Kind
  /// The factor of growth, from 1 up; 1 for none.
  package var factor: Double

  /// Creates a slowdown by a factor from 1 up.
  package init(_ kind: Kind, factor: Double) {
    self.kind = kind
    self.factor = factor
  }

  /// The factor 1, which changes nothing.
  package static let none = PlantedSlowdown(.time, factor: 1)

  /// Whether nothing is slowed down.
  package var isNone: Bool { factor == 1 }
}

extension PlantedSlowdown {
  /// The allowed values of the variable, for messages.
  package static let allowed = "a factor from 1 to 100, such as 1.3 for the time or work:1.3 for the work"

  private static let workPrefix = "work:"

  /// Parses the value of a variable, `1.3` or `work:1.3`; `nil` for any other text.
  package init?(text: String) {
    let isWork = text.hasPrefix(Self.workPrefix)
    let number = isWork ? String(text.dropFirst(Self.workPrefix.count)) : text
    guard let factor = Double(number), (1...100).contains(factor) else { return nil }
    self.init(isWork ? .work : .time, factor: factor)
  }

  /// The text that ``init(text:)`` parses.
  package var text: String { (kind == .work ? Self.workPrefix : "") + "\(factor)" }
}

extension PlantedSlowdown {
  /// The greatest number of iterations of which a share is tried: a tenth needs ten.
  private static let mostForAShare = 20

  /// The factor by which a window takes longer without doing more work.
  package var timeFactor: Double { kind == .time ? factor : 1 }

  /// The number of iterations to execute in a window of this many.
  package func executions(of iterations: Int) -> Int {
    kind == .work ? Int((Double(iterations) * factor).rounded()) : iterations
  }

  /// The smallest number of iterations, at least this many, of which the planted share is a whole number: a multiple of
  /// four for a quarter.
  package func wholeIterations(from iterations: Int) -> Int {
    // From this number of iterations on, rounding changes the share by less than a hundredth of it.
    guard kind == .work, factor > 1, iterations < 100 * Self.mostForAShare else { return iterations }
    let share = factor - 1
    let unit = (1...Self.mostForAShare).min { first, second in
      func error(_ count: Int) -> Double { abs((Double(count) * share).rounded() / Double(count) - share) }
      // Rounding errors of the product must not favour a greater number.
      return error(first) + 1e-9 < error(second)
    }
    guard let unit else { return iterations }
    return (iterations + unit - 1) / unit * unit
  }
}
