import PerformanceRecords

/// The commits among which a pair of builds has confirmed regressions: what a person may decide to take back.
///
/// It is data for other tools. Nothing in this package rolls anything back.
package struct RollbackRecommendation: Encodable, Equatable, Sendable {
  /// The newest commit without the regression, as the verdicts name it.
  package var after: String
  /// The full hash of the commit with it.
  package var through: String
  /// The benchmarks that became worse, in order of their names.
  package var benchmarks: [BenchmarkID]

  /// A recommendation for each commit that pairs were measured with; none where files differ from the commit, since
  /// then there is no commit to take back.
  package static func all(_ verdicts: [Verdict], of provenance: RunProvenance?) -> [RollbackRecommendation] {
    guard let provenance, provenance.dirty == false, let revision = provenance.revision else { return [] }
    let regressed = verdicts.filter { $0.outcome == .regressed && $0.confirmation?.state == .confirmed }
    let benchmarks = regressed.compactMap { verdict -> (commit: String, benchmark: BenchmarkID)? in
      guard let commit = verdict.confirmation?.commit, let benchmark = verdict.subject.benchmark else { return nil }
      return (commit, benchmark)
    }
    return Dictionary(grouping: benchmarks, by: \.commit).map { commit, entries in
      RollbackRecommendation(after: commit, through: revision, benchmarks: Set(entries.map(\.benchmark)).sorted())
    }.sorted { $0.after < $1.after }
  }
}
