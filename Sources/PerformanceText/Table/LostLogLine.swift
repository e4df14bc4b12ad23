/// The last line of a run whose event log lacks events of the run.
package enum LostLogLine {
  /// The line with the file, its error and the remedy.
  package static func text(_ error: any Error) -> String {
    "RED: the log of this run is incomplete, so nothing can show it later. \("\(error)".onOneLine(atMost: 600))"
  }
}
