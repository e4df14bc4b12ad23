import PerformanceRecords

/// Computes new profiles from counted functions and existing profiles, consistent with the baselines of instructions.
///
/// A pure function: documents in, documents out.
package struct ProfileUpdate: Sendable {
  /// The changed documents; one without entries is to be removed.
  package private(set) var documents: [ProfileDocument] = []

  /// Computes an update.
  /// - Parameters:
  ///   - onFile: the profiles of the toolchain.
  ///   - fresh: the counted costs.
  ///   - instruments: the instruments that counted them.
  ///   - changes: the changes of the baselines: where the instructions stay, so does their profile, and a removed
  ///     benchmark loses its profile.
  ///   - metric: the name of the metric of instructions.
  package init(
    onFile: [ProfileDocument], fresh: [BenchmarkID: BenchmarkProfile], instruments: [BenchmarkID: String],
    changes: [BaselineUpdate.Change],
    metric: String, toolchain: String, provenance: Provenance
  ) {
    let kept = Set(
      changes.filter { $0.metric?.name == metric && ($0.kind == .kept || $0.kind == .widened) }.map(\.benchmark))
    let removed = Set(
      changes.filter { ($0.metric == nil || $0.metric?.name == metric) && $0.kind == .removed }.map(\.benchmark))
    let suites = Set((onFile.flatMap(\.ids) + fresh.keys).map { Suite(module: $0.module, names: $0.suite) })
    for suite in suites.sorted(by: { "\($0)" < "\($1)" }) {
      let nothing = ProfileDocument(module: suite.module, suite: suite.names, toolchain: toolchain, benchmarks: [])
      let old = onFile.first { $0.module == suite.module && $0.suite == suite.names } ?? nothing
      var entries = Dictionary(zip(old.ids, old.benchmarks)) { first, _ in first }
      for id in removed { entries[id] = nil }
      for (id, profile) in fresh where id.module == suite.module && id.suite == suite.names {
        guard !kept.contains(id) || entries[id] == nil else { continue }
        entries[id] = .init(
          test: id.test, label: id.label, recorded: provenance, instrument: instruments[id], profile: profile)
      }
      var document = old
      document.benchmarks = entries.sorted { $0.key < $1.key }.map(\.value)
      if document != old { documents.append(document) }
    }
  }

  private struct Suite: Hashable {
    var module: String
    var names: [String]
  }
}
