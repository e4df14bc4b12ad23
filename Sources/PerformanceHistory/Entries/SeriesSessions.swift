/// The sessions of a series in one run, of both builds, in the order of the log.
package struct SeriesSessions: Equatable, Sendable {
  /// Their summaries.
  package var summaries: [HistorySession]
  /// The samples of each; empty where they were not kept.
  package var samples: [[Double]]

  /// The sessions in a row; `nil` where its bytes are damaged.
  package init?(_ row: RunContents.Row) { self.init(summaries: row.summaries, samples: row.samples) }

  init?(summaries: [UInt8], samples: [UInt8]) {
    guard let summaries = CompactSessions.sessions(in: summaries) else { return nil }
    self.summaries = summaries
    guard !samples.isEmpty else {
      self.samples = []
      return
    }
    guard let samples = CompactSamples.sessions(in: samples), samples.count == summaries.count else { return nil }
    self.samples = samples
  }
}
