/// A run of the package that is under way.
package struct ActiveRun: Equatable, Sendable {
  /// The name of the run.
  package var name: String
  /// `gate` or `record`; `nil` before its first event.
  package var mode: String?
  package var phase: RunPhase
  /// The process that leads it; `nil` if unknown.
  package var process: Int?
  /// Its first event, in seconds since 1970; `nil` without one.
  package var begin: Double?

  package init(name: String, mode: String?, phase: RunPhase, process: Int?, begin: Double?) {
    self.name = name
    self.mode = mode
    self.phase = phase
    self.process = process
    self.begin = begin
  }
}
