import PerformanceMeasurement
import Testing

extension Trait where Self == PerformanceSettingTrait {
  /// Limits how fast the cost of a parameterised test's cases grows with their size, independent of any baseline.
  ///
  /// The size of a case is its first argument that is a number or a collection. At least four sizes are needed, the
  /// largest at least eight times the smallest. The cost is the number of instructions where they are counted, else the
  /// time.
  ///
  /// ```swift
  /// @Test(.complexity(.linearithmic), arguments: [100, 1_000, 10_000, 100_000])
  /// func sort(count: Int) {
  ///   let scattered = (0..<count).map { $0 &* 7_919 % count }
  ///   measure(setup: { scattered.map { $0 } }) { $0.sort() }
  /// }
  /// ```
  public static func complexity(_ complexity: Complexity) -> Self {
    Self { $0.growth = GrowthSetting(complexity.growth) }
  }

  /// Limits how fast the cost of a parameterised test's cases grows with a size that a closure gives.
  ///
  /// - Parameters:
  ///   - complexity: how the cost may grow at most.
  ///   - size: gives the size of an argument; it is called for the first argument of its type.
  public static func complexity<Argument>(
    _ complexity: Complexity, size: @escaping @Sendable (Argument) -> Int
  ) -> Self {
    Self { settings in
      settings.growth = GrowthSetting(complexity.growth) { ($0 as? Argument).map { Double(size($0)) } }
    }
  }
}
