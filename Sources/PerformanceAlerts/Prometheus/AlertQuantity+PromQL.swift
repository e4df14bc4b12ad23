import Foundation

extension AlertSelector {
  /// The selector in the language of Prometheus.
  package var promQL: String {
    guard !matchers.isEmpty else { return sample }
    return sample + "{" + matchers.map(\.promQL).joined(separator: ",") + "}"
  }
}

extension AlertSelector.Matcher {
  /// The condition. Values are words of this package, without characters of regular expressions.
  fileprivate var promQL: String {
    if values.count == 1 { return "\(label)\(isPositive ? "=" : "!=")\"\(values[0])\"" }
    return "\(label)\(isPositive ? "=~" : "!~")\"\(values.joined(separator: "|"))\""
  }
}

extension AlertQuantity {
  /// The quantity in the language of Prometheus.
  var promQL: String {
    switch self {
    case .value(let selector, let labels): "\(Self.operation("max", labels))(\(selector.promQL))"
    case .shareAbove(let threshold, let selector):
      "count(\(selector.promQL) > \(Self.number(threshold))) / count(\(selector.promQL))"
    case .age(let selector, let labels): "time() - \(Self.operation("max", labels))(\(selector.promQL))"
    case .difference(let first, let second): "sum(\(first.promQL)) - sum(\(second.promQL))"
    case .increase(let selector, let hours, let labels): Self.increase(selector, hours, labels)
    case .share(let part, let whole, let hours, let least):
      "(\(Self.increase(part, hours)) >= \(Self.number(least))) / \(Self.increase(whole, hours))"
    case .quantile(let share, let histogram, let hours, let least):
      "histogram_quantile(\(Self.number(share)), "
        + Self.increase(histogram.named(histogram.sample + "_bucket"), hours, ["le"]) + ") and "
        + "\(Self.increase(histogram.named(histogram.sample + "_count"), hours)) >= \(Self.number(least))"
    }
  }

  private static func increase(_ selector: AlertSelector, _ hours: Int, _ labels: [String] = []) -> String {
    "\(operation("sum", labels))(increase(\(selector.promQL)[\(hours)h]))"
  }

  /// An aggregation. Prometheus may have several machines and branches, whose alerts are different ones.
  private static func operation(_ name: String, _ labels: [String]) -> String {
    labels.isEmpty ? "\(name) " : "\(name) by (\(labels.joined(separator: ", "))) "
  }

  static func number(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}

extension AlertCondition {
  /// The condition in the language of Prometheus.
  var promQL: String {
    let own = "(\(quantity.promQL)) \(side.rawValue) \(AlertQuantity.number(limit))"
    guard let exception else { return own }
    return "\(own) unless (\(exception.quantity.promQL)) \(exception.side.rawValue) "
      + AlertQuantity.number(exception.limit)
  }
}

extension AlertRule {
  /// The condition in the language of Prometheus, with names of facts where it has no metrics.
  package var expression: String { condition.promQL }
}
