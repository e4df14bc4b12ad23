/// An absolute limit on a statistic of a metric, independent of any baseline.
public struct Budget: Hashable, Sendable, Codable {
  /// A number that summarises the samples of one session.
  public struct Statistic: Hashable, Sendable, Codable {
    /// The name that messages show.
    public var name: String
    /// The quantile, in 0…1.
    public var probability: Double

    private init(_ name: String, _ probability: Double) {
      self.name = name
      self.probability = probability
    }

    /// The smallest sample.
    public static let minimum = Statistic("minimum", 0)
    /// The middle sample.
    public static let median = Statistic("median", 0.5)
    /// The sample that 90 % do not exceed.
    public static let p90 = Statistic("p90", 0.9)
    /// The sample that 95 % do not exceed.
    public static let p95 = Statistic("p95", 0.95)
    /// The sample that 99 % do not exceed.
    public static let p99 = Statistic("p99", 0.99)
    /// The largest sample.
    public static let maximum = Statistic("maximum", 1)
  }

  /// The name of the metric.
  public var metric: String
  /// The statistic that is limited.
  public var statistic: Statistic
  /// The limit in the metric's unit: an upper one where lower is better, else a lower one.
  public var limit: Double

  /// A limit on a statistic.
  public init(metric: String, statistic: Statistic, limit: Double) {
    self.metric = metric
    self.statistic = statistic
    self.limit = limit
  }
}
