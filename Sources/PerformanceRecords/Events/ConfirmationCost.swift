/// What it took to measure a pair of builds for candidates.
package struct ConfirmationCost: Hashable, Sendable, Codable {
  /// The old build as people read it.
  package var against: String
  /// The times that were compared.
  package var candidates: Int
  /// Seconds for building both sides; nearly nothing where both were kept.
  package var buildSeconds: Double
  /// Seconds for measuring both sides in turn.
  package var measureSeconds: Double

  package init(against: String, candidates: Int, buildSeconds: Double, measureSeconds: Double) {
    self.against = against
    self.candidates = candidates
    self.buildSeconds = buildSeconds
    self.measureSeconds = measureSeconds
  }
}
