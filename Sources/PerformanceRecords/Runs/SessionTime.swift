/// The time in which a process measured a session, in seconds since 1970.
package struct SessionTime: Equatable, Sendable {
  /// The start of the process, or the last event before the session where that was not logged.
  package var begin: Double
  /// The time of the result.
  package var end: Double

  package init(begin: Double, end: Double) {
    self.begin = begin
    self.end = end
  }
}
