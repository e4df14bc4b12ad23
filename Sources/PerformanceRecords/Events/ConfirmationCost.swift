/// The cost of measuring a pair of builds for candidates.
package struct ConfirmationCost: Equatable, Sendable, Codable {
  /// The display name of the old build.
  package var against: String
  /// The number of times that were compared.
  package var candidates: Int
  /// Seconds for building both sides; almost zero where both builds were kept.
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
