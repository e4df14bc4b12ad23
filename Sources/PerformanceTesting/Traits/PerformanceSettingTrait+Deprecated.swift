import PerformanceMeasurement
import PerformanceRecords
import Testing

extension Trait where Self == PerformanceSettingTrait {
  /// Limits the time of an iteration, independent of the baseline.
  @available(*, deprecated, message: "write the statistic as a label, such as .budget(.wallClock, p95: limit)")
  public static func budget(_ metrics: any MetricSelection, _ statistic: BudgetStatistic, _ limit: Duration) -> Self {
    limited(metrics, statistic, to: limit.nanoseconds)
  }

  /// Limits a metric in its own unit, independent of the baseline.
  @available(*, deprecated, message: "write the statistic as a label, such as .budget(.allocations, maximum: limit)")
  public static func budget(_ metrics: any MetricSelection, _ statistic: BudgetStatistic, _ limit: Double) -> Self {
    limited(metrics, statistic, to: limit)
  }

  private static func limited(_ metrics: any MetricSelection, _ statistic: BudgetStatistic, to limit: Double) -> Self {
    Self { settings in
      for definition in metrics.definitions { settings.limit(definition, statistic.value, to: limit) }
    }
  }
}

/// The statistic of a budget whose limit has no label.
public struct BudgetStatistic: Hashable, Sendable {
  let value: Budget.Statistic

  /// The smallest sample.
  public static let minimum = BudgetStatistic(value: .minimum)
  /// The middle sample.
  public static let median = BudgetStatistic(value: .p50)
  /// The sample that 90 % do not exceed.
  public static let p90 = BudgetStatistic(value: .p90)
  /// The sample that 95 % do not exceed.
  public static let p95 = BudgetStatistic(value: .p95)
  /// The sample that 99 % do not exceed.
  public static let p99 = BudgetStatistic(value: .p99)
  /// The largest sample.
  public static let maximum = BudgetStatistic(value: .maximum)
}
