import PerformanceNVML
import PerformanceRecords
import PerformanceText

/// The GPUs of a machine with every reading of them, as text and as one JSON document.
package struct GPUReport: Equatable, Sendable {
  /// The GPU that a run would measure.
  package enum Selection: Equatable, Sendable {
    /// The GPU with this UUID, the reason as a clause, and further notes.
    case measured(uuid: String, because: String, notes: [String])
    /// None, with the reason in one or two sentences.
    case none(String)
  }

  /// The content of a report.
  package enum Content: Equatable, Sendable {
    case gpus([GPUSnapshot], Selection)
    /// There is no readable GPU: the problem and the remedy, in sentences.
    case absent(problem: String, remedy: String)
  }

  package var content: Content

  package init(_ content: Content) { self.content = content }
}

extension GPUReport: Encodable {
  /// The value of `schema` in the document.
  package static let schema = "swift-performance-testing/gpu"
  /// The version of the document's schema.
  package static let version = 1

  private enum Key: String, CodingKey { case schema, version, gpus, measured, because, notes, problem, remedy }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    switch content {
    case .absent(let problem, let remedy):
      try container.encode([GPUSnapshot](), forKey: .gpus)
      try container.encode(problem, forKey: .problem)
      try container.encode(remedy, forKey: .remedy)
    case .gpus(let snapshots, .measured(let uuid, let reason, let notes)):
      try container.encode(snapshots, forKey: .gpus)
      try container.encode(uuid, forKey: .measured)
      try container.encode(reason, forKey: .because)
      try container.encode(notes, forKey: .notes)
    case .gpus(let snapshots, .none(let reason)):
      try container.encode(snapshots, forKey: .gpus)
      try container.encode(reason, forKey: .because)
    }
  }
}

extension GPUSnapshot: Encodable {
  private enum Key: String, CodingKey { case index, instance, name, uuid, pciBusID, readings }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(index, forKey: .index)
    try container.encodeIfPresent(instance, forKey: .instance)
    try container.encode(name, forKey: .name)
    try container.encode(uuid, forKey: .uuid)
    try container.encodeIfPresent(pciBusID, forKey: .pciBusID)
    let readings = answers.map { ($0.key.rawValue, ReadingJSON(answer: $0.value, unit: $0.key.unit)) }
    try container.encode(Dictionary(uniqueKeysWithValues: readings), forKey: .readings)
  }
}

/// A reading as an object: `{"value": 300, "unit": "W"}`, `{"unavailable": "reason"}` or `{"invalid": "reason"}`.
private struct ReadingJSON: Encodable {
  let answer: GPUSnapshot.Answer
  let unit: MetricUnit?

  private enum Key: String, CodingKey { case value, unit, unavailable, invalid }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch answer {
    case .unavailable(let reason): try container.encode(reason, forKey: .unavailable)
    case .invalid(let reason): try container.encode(reason, forKey: .invalid)
    case .value(let value):
      try container.encodeIfPresent(unit?.rawValue, forKey: .unit)
      switch value {
      case .number(let number): try container.encode(number, forKey: .value)
      case .text(let text): try container.encode(text, forKey: .value)
      case .flag(let flag): try container.encode(flag, forKey: .value)
      case .names(let names): try container.encode(names, forKey: .value)
      case .processes(let processes): try container.encode(processes, forKey: .value)
      }
    }
  }
}
