/// A number, or one for each value of some labels, that a rule compares with its limit.
///
/// The same value is computed here and written in the language of Prometheus.
package enum AlertQuantity: Equatable, Sendable {
  /// The greatest sample for each value of the labels.
  case value(AlertSelector, by: [String] = [])
  /// The share of samples that are above a threshold.
  case shareAbove(Double, AlertSelector)
  /// The seconds since the newest time for each value of the labels.
  case age(AlertSelector, by: [String] = [])
  /// The sum of samples less the sum of others.
  case difference(AlertSelector, AlertSelector)
  /// What counters have grown by within hours, for each value of the labels.
  case increase(AlertSelector, hours: Int, by: [String] = [])
  /// The growth of counters within hours as a share of that of others, where the first have grown by `least` or more.
  case share(AlertSelector, of: AlertSelector, hours: Int, least: Double)
  /// A quantile of the durations that a histogram has taken in within hours, where they are `least` or more.
  case quantile(Double, AlertSelector, hours: Int, least: Double)

  /// The selectors of samples, the parts of a histogram as such.
  package var selectors: [AlertSelector] {
    switch self {
    case .value(let selector, _), .shareAbove(_, let selector), .age(let selector, _),
      .increase(let selector, _, _):
      [selector]
    case .difference(let first, let second), .share(let first, let second, _, _): [first, second]
    case .quantile(_, let selector, _, _):
      [selector.named(selector.sample + "_bucket"), selector.named(selector.sample + "_count")]
    }
  }

  /// The labels that distinguish its numbers.
  package var labels: [String] {
    switch self {
    case .value(_, let by), .age(_, let by), .increase(_, _, let by): by
    case .shareAbove, .difference, .share, .quantile: []
    }
  }
}
