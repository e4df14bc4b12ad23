/// The last event of a run, or of a pair that was measured after it.
package struct RunEnd: Equatable, Sendable, Codable {
  /// Seconds spent measuring, without waiting for the machine.
  package var seconds: Double

  package init(seconds: Double) { self.seconds = seconds }
}
