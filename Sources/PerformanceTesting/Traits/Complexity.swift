import PerformanceRecords

/// A growth of the cost of a body with the size of its input.
public struct Complexity: Hashable, Sendable {
  let growth: GrowthClass

  /// Independent of the size.
  public static let constant = Complexity(growth: .constant)
  /// With the logarithm of the size, as in a binary search.
  public static let logarithmic = Complexity(growth: .logarithmic)
  /// In proportion to the size.
  public static let linear = Complexity(growth: .linear)
  /// With the size times its logarithm, as in sorting.
  public static let linearithmic = Complexity(growth: .linearithmic)
  /// With the square of the size.
  public static let quadratic = Complexity(growth: .quadratic)
  /// With the third power of the size.
  public static let cubic = Complexity(growth: .cubic)
}
