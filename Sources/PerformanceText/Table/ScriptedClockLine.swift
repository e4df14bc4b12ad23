/// The line that keeps anybody from taking the times of a script for those of the machine.
package enum ScriptedClockLine {
  /// The line.
  package static let text = "PERFTEST_CLOCK is set: times are those of a script, not of this machine"
}
