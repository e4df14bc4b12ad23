import PerformanceExports
import PerformanceSystem

/// A form in which families are served.
package enum MetricFormat: String, CaseIterable, Sendable {
  /// The text format 0.0.4 of Prometheus.
  case prometheus
  /// OpenMetrics 1.0.
  case openmetrics
  /// A JSON document of this package.
  case json

  /// The media type. Prometheus refuses another one since its version 3.
  package var contentType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    case .json: "application/json"
    }
  }

  /// The document of families.
  /// - Throws: ``InputError`` for families that no reader would accept together.
  package func text(of families: [MetricFamily]) throws(InputError) -> String {
    let exposition = try MetricExposition(families)
    return switch self {
    case .prometheus: MetricText.document(exposition, in: .prometheus)
    case .openmetrics: MetricText.document(exposition, in: .openMetrics)
    case .json: MetricJSON.document(exposition)
    }
  }
}

extension MetricFormat {
  /// The form that a scraper prefers, by the field `Accept` of its request (RFC 9110, 12.5.1): Prometheus' own without
  /// one, and where it accepts none of them.
  package init(accept: String?) {
    let wanted = (accept ?? "").split(separator: ",").map { AcceptedType($0) }
    let ranked = wanted.enumerated().sorted { first, second in
      first.element.quality == second.element.quality
        ? first.offset < second.offset : first.element.quality > second.element.quality
    }
    self = ranked.lazy.filter { $0.element.quality > 0 }.compactMap(\.element.format).first ?? .prometheus
  }
}

/// A media type of the field `Accept`.
private struct AcceptedType {
  /// The form of that type; `nil` where it is none of them.
  let format: MetricFormat?
  /// How much it is wanted, from 0 to 1.
  let quality: Double

  init(_ text: Substring) {
    let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
    func parameter(_ name: String) -> String? {
      parts.dropFirst().first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
    quality = parameter("q").map { Double($0) ?? 0 } ?? 1
    let version = parameter("version")
    format =
      switch parts.first {
      // Version 0.0.1 differs from 1.0.0 in nothing that is used here, but its readers ask for that one by name.
      case "application/openmetrics-text": version == nil || version == "1.0.0" ? .openmetrics : nil
      case "text/plain": version == nil || version == "0.0.4" ? .prometheus : nil
      case "text/*", "*/*": .prometheus
      case "application/json": .json
      default: nil
      }
  }
}
