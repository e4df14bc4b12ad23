import PerformanceRecords
import PerformanceText

extension ProfileReport: Encodable {
  /// The value of `schema` in the document.
  package static let schema = "swift-performance-testing/explanation"
  /// The version of the document's schema.
  package static let version = 1

  private enum Key: String, CodingKey {
    case schema, version, benchmark, method, tool, unit, total, leftOut, baseline, functions
  }

  private struct Function: Encodable {
    var name: String
    var old: BenchmarkProfile.Cost?
    var new: BenchmarkProfile.Cost?
    var change: Int?
  }

  private struct Baseline: Encodable {
    var total: Int
    var recorded: Provenance
    var instrument: String?
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(benchmark, forKey: .benchmark)
    switch method {
    case .counted(let instrument, let leftOut):
      try container.encode("counted", forKey: .method)
      try container.encode(instrument, forKey: .tool)
      try container.encode("instructions", forKey: .unit)
      try container.encode(leftOut, forKey: .leftOut)
    case .sampled(let tool):
      try container.encode("sampled", forKey: .method)
      try container.encode(tool, forKey: .tool)
      try container.encode("samples", forKey: .unit)
    }
    try container.encode(profile.total, forKey: .total)
    try container.encodeIfPresent(
      baseline.map { Baseline(total: $0.profile.total, recorded: $0.recorded, instrument: $0.instrument) },
      forKey: .baseline)
    try container.encode(
      rows.map { row in
        Function(name: row.name, old: row.old, new: row.new, change: baseline == nil ? nil : row.change)
      }, forKey: .functions)
  }
}
