/// The line at the end of a run whose event log lacks what the run wrote to it.
package enum LostLogLine {
  /// The line, with the file, what is wrong with it, and what to do.
  package static func text(_ error: any Error) -> String {
    "RED: the log of this run is not whole, so nothing can show it later. \("\(error)".onOneLine(atMost: 600))"
  }
}
