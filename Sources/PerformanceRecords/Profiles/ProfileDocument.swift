/// One checked-in file: the profiles of one suite's benchmarks for one toolchain, a function a line.
package struct ProfileDocument: Equatable, Sendable {
  /// The value of `schema` in the file.
  package static let schema = "swift-performance-testing/profile"
  /// The version that this build reads and writes.
  package static let version = 1

  /// The profile of one benchmark.
  package struct Entry: Equatable, Sendable, Codable {
    /// The test function with its argument labels.
    package var test: String
    /// The label of the `measure` call or case.
    package var label: String?
    /// The provenance of the costs.
    package var recorded: Provenance
    /// The instrument that counted, such as `valgrind-3.19.0-avx2`; `nil` if unknown.
    package var instrument: String?
    /// The costs.
    package var profile: BenchmarkProfile

    package init(
      test: String, label: String?, recorded: Provenance, instrument: String? = nil, profile: BenchmarkProfile
    ) {
      self.test = test
      self.label = label
      self.recorded = recorded
      self.instrument = instrument
      self.profile = profile
    }
  }

  /// The module of the suite.
  package var module: String
  /// The names of the suite, outermost first; empty for free test functions.
  package var suite: [String]
  /// The folder name of the toolchain.
  package var toolchain: String
  /// The profiles in order of their benchmarks' ids.
  package var benchmarks: [Entry]

  package init(module: String, suite: [String], toolchain: String, benchmarks: [Entry]) {
    self.module = module
    self.suite = suite
    self.toolchain = toolchain
    self.benchmarks = benchmarks
  }

  /// The entry of a benchmark; `nil` also for a benchmark of another suite.
  package func entry(of id: BenchmarkID) -> Entry? {
    guard module == id.module, suite == id.suite else { return nil }
    return benchmarks.first { $0.test == id.test && $0.label == id.label }
  }
}

extension ProfileDocument: SuiteDocument {
  package var folder: BaselineStore.BaselineFolder {
    BaselineStore.BaselineFolder(toolchain: toolchain, machine: BaselineStore.profilesFolder)
  }

  package var ids: [BenchmarkID] {
    benchmarks.map { BenchmarkID(module: module, suite: suite, test: $0.test, label: $0.label) }
  }
}

extension ProfileDocument: Codable {
  private enum Key: String, CodingKey { case schema, version, toolchain, module, suite, benchmarks }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.expect(schema: Self.schema, forKey: .schema, version: Self.version, forKey: .version)
    toolchain = try container.decode(String.self, forKey: .toolchain)
    module = try container.decode(String.self, forKey: .module)
    suite = try container.decode([String].self, forKey: .suite)
    benchmarks = try container.decode([Entry].self, forKey: .benchmarks)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(toolchain, forKey: .toolchain)
    try container.encode(module, forKey: .module)
    try container.encode(suite, forKey: .suite)
    try container.encode(benchmarks, forKey: .benchmarks)
  }
}
