/// The end of a run.
package struct RunEnd: Hashable, Sendable, Codable {
  /// Seconds spent measuring, without waiting for the machine.
  package var seconds: Double

  package init(seconds: Double) { self.seconds = seconds }
}
