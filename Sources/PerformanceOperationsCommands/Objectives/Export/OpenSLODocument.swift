import Foundation
import PerformanceOperations
import PerformanceSystem

/// An objective as a document of OpenSLO v1 (github.com/OpenSLO/OpenSLO), in JSON.
package struct OpenSLODocument: Codable {
  struct Metadata: Codable {
    var name: String
    var annotations: [String: String]?
  }

  struct Window: Codable {
    var duration: String
    var isRolling: Bool
  }

  struct Source: Codable {
    struct Query: Codable { var query: String }

    var type = "Prometheus"
    var spec: Query
  }

  struct Metric: Codable { var metricSource: Source }

  struct Ratio: Codable {
    var counter = true
    var bad: Metric
    var total: Metric
  }

  struct IndicatorSpec: Codable { var ratioMetric: Ratio }

  struct IndicatorBody: Codable {
    var metadata: Metadata
    var spec: IndicatorSpec
  }

  struct Target: Codable { var target: Double }

  struct Spec: Codable {
    var description: String?
    var service: String
    var indicator: IndicatorBody?
    var timeWindow: [Window]?
    var budgetingMethod: String
    var objectives: [Target]
  }

  /// The version and the kind of a document that is read.
  static let version = "openslo/v1"
  static let kind = "SLO"
  /// The annotation with the objective as the file has it: OpenSLO has no words for runs.
  static let annotation = "swift-performance-testing/objective"
  static let service = "performance-tests"

  var apiVersion = OpenSLODocument.version
  var kind = OpenSLODocument.kind
  var metadata: Metadata
  var spec: Spec

  init(_ objective: Objective) throws {
    metadata = Metadata(name: objective.id, annotations: [Self.annotation: try objective.compactJSON])
    let queries = ObjectiveQueries(objective.id)
    func metric(_ query: String) -> Metric { Metric(metricSource: Source(spec: .init(query: query))) }
    var windows: [Window]?
    if case .days(let days) = objective.period { windows = [Window(duration: "\(days)d", isRolling: true)] }
    spec = Spec(
      description: objective.note, service: Self.service,
      indicator: IndicatorBody(
        metadata: Metadata(name: objective.id + "-events"),
        spec: IndicatorSpec(ratioMetric: Ratio(bad: metric(queries.bad), total: metric(queries.total)))),
      timeWindow: windows,
      // A slice of a run is one event of the metrics already.
      budgetingMethod: "Occurrences", objectives: [Target(target: objective.target)])
  }

  /// The documents of objectives as a stream of YAML, whose documents are JSON.
  package static func text(of objectives: [Objective]) throws -> String {
    try objectives.map { "---\n" + String(decoding: try PrettyJSON.encode(OpenSLODocument($0)), as: UTF8.self) }
      .joined()
  }
}

/// The series of an objective in the metrics that 'slo export metrics' writes.
struct ObjectiveQueries {
  let bad: String
  let total: String

  /// - Parameter id: lower-case letters, digits and '-', so that nothing needs to be quoted.
  init(_ id: String) {
    bad = "\(ObjectiveMetrics.bad){objective=\"\(id)\"}"
    total = "\(ObjectiveMetrics.events){objective=\"\(id)\"}"
  }
}

extension Objective {
  /// The objective as in the file, on one line.
  var compactJSON: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
