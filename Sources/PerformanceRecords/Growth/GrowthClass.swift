import PerformanceStatistics

/// A class of growth, as a test declares it.
package enum GrowthClass: OpenEnumeration, Hashable {
  case constant, logarithmic, linear, linearithmic, quadratic, cubic
  /// A class of a newer version of this package.
  case other(UnknownName)

  /// The known classes from the slowest growth to the fastest.
  package static let known: [GrowthClass] = [.constant, .logarithmic, .linear, .linearithmic, .quadratic, .cubic]

  package var name: String {
    switch self {
    case .constant: "constant"
    case .logarithmic: "logarithmic"
    case .linear: "linear"
    case .linearithmic: "linearithmic"
    case .quadratic: "quadratic"
    case .cubic: "cubic"
    case .other(let name): name.text
    }
  }

  /// The growth as a formula; `nil` for a class that this build does not know.
  package var model: GrowthModel? {
    switch self {
    case .constant: GrowthModel(power: 0)
    case .logarithmic: GrowthModel(power: 0, logarithms: 1)
    case .linear: GrowthModel(power: 1)
    case .linearithmic: GrowthModel(power: 1, logarithms: 1)
    case .quadratic: GrowthModel(power: 2)
    case .cubic: GrowthModel(power: 3)
    case .other: nil
    }
  }
}
