/// The costs of a benchmark's functions.
package struct ProfiledBenchmark: Equatable, Sendable, Codable {
  /// The counted benchmark.
  package var id: BenchmarkID
  /// The costs.
  package var profile: BenchmarkProfile

  package init(id: BenchmarkID, profile: BenchmarkProfile) {
    self.id = id
    self.profile = profile
  }
}
