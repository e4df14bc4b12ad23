import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceTrends

/// Forecasts as JSON.
struct ForecastDocument: Encodable {
  /// The value of `schema` in the document.
  static let schema = "swift-performance-testing/forecast"
  /// The version of the document's schema.
  static let version = 1

  private let schema = Self.schema
  private let version = Self.version
  private let time: Double
  private let budgetCount: Int
  private let budgets: [BudgetEntry]
  private let capacity: [CapacityEntry]

  private struct BudgetEntry: Encodable {
    let benchmark: BenchmarkID?
    let metric: String
    let environment: String
    let statistic: String
    let limit: Double
    let level: Double
    let id: String?
    let owner: String?
    let runs: Int
    let interval: [Int]

    init(_ entry: BudgetForecasts.Entry) {
      let (trend, forecast) = (entry.trend, entry.forecast)
      (benchmark, metric, environment) = (trend.benchmark, trend.metric.name, trend.environment)
      (statistic, limit) = (forecast.budget.statistic.name, forecast.budget.limit)
      (level, runs) = (forecast.level, forecast.runs)
      (id, owner) = (forecast.budget.origin?.id, forecast.budget.origin?.owner)
      interval = [forecast.interval.lowerBound, forecast.interval.upperBound]
    }
  }

  private struct CapacityEntry: Encodable {
    let subject: String
    let now: Double
    let limit: Double?
    let pending: Double
    let perWeek: Double?
    let perWeekInterval: [Double]?
    let weeksKnown: Int?
    let reached: Double?
    let reachedInterval: [Double]?

    init(_ forecast: CapacityForecast, now time: Double) {
      (subject, now, limit) = (forecast.subject.rawValue, forecast.now, forecast.limit)
      (pending, perWeek, weeksKnown) = (forecast.pending, forecast.growth?.perWeek, forecast.growth?.weeks)
      perWeekInterval = (forecast.growth?.interval).map { [$0.lowerBound, $0.upperBound] }
      let crossing = forecast.crossing
      func date(_ weeks: Double) -> Double { time + weeks * CapacityForecast.secondsPerWeek }
      reached = crossing.map { date($0.distance) }
      reachedInterval = crossing.map { [date($0.interval.lowerBound), date($0.interval.upperBound)] }
    }
  }

  /// - Parameter now: seconds since 1970.
  init(_ forecasts: BudgetForecasts, _ capacity: [CapacityForecast], now: Double) {
    time = now
    budgetCount = forecasts.budgetCount
    budgets = forecasts.entries.map(BudgetEntry.init)
    self.capacity = capacity.map { CapacityEntry($0, now: now) }
  }
}
