import PerformanceOperations
import PerformanceSystem

/// Objectives as a document of Sloth (github.com/slok/sloth, prometheus/v1), in JSON.
package struct SlothDocument: Codable {
  struct Events: Codable {
    var error_query: String
    var total_query: String
  }

  struct Indicator: Codable { var events: Events }

  struct Alert: Codable { var labels: [String: String] }

  struct Alerting: Codable {
    var name: String
    var annotations: [String: String]
    var page_alert: Alert
    var ticket_alert: Alert
  }

  struct Entry: Codable {
    var name: String
    /// In percent.
    var objective: Double
    var description: String?
    var labels: [String: String]?
    var sli: Indicator
    var alerting: Alerting
  }

  static let version = "prometheus/v1"
  /// The annotation with the objective as the file has it; Sloth has no words for runs, and no other place for them.
  static let annotation = "performance_objective"

  var version = SlothDocument.version
  var service = OpenSLODocument.service
  var slos: [Entry]

  init(_ objectives: [Objective]) throws {
    slos = try objectives.filter(\.isCumulative).map { objective in
      let queries = ObjectiveQueries(objective.id)
      func increase(_ series: String) -> String { "sum(increase(\(series)[{{.window}}]))" }
      return Entry(
        name: objective.id, objective: (objective.target * 1e8).rounded() / 1e6, description: objective.note,
        labels: objective.owner.map { ["owner": $0] },
        sli: Indicator(events: Events(error_query: increase(queries.bad), total_query: increase(queries.total))),
        alerting: Alerting(
          name: "PerformanceObjectiveBurns", annotations: [Self.annotation: try objective.compactJSON],
          page_alert: Alert(labels: ["severity": "critical"]), ticket_alert: Alert(labels: ["severity": "warning"])))
    }
  }

  package static func text(of objectives: [Objective]) throws -> String {
    String(decoding: try PrettyJSON.encode(SlothDocument(objectives)), as: UTF8.self)
  }
}

extension Objective {
  /// Whether its events add up over time: the history keeps runs for good. Those of baselines and of the newest
  /// verification are a state, which has no rate, and old commands, logs and evaluations go.
  var isCumulative: Bool {
    switch indicator.source {
    case .runs, .results: true
    case .baselines, .commands, .logs, .verification, .evaluations: false
    }
  }
}
