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
  /// The packages outside of the repository that both builds have as they are now, whose changes the pair
  /// cannot show; `nil` where there are none.
  package var outside: [String]?

  package init(
    against: String, candidates: Int, buildSeconds: Double, measureSeconds: Double, outside: [String]? = nil
  ) {
    self.against = against
    self.candidates = candidates
    self.buildSeconds = buildSeconds
    self.measureSeconds = measureSeconds
    self.outside = outside
  }
}
