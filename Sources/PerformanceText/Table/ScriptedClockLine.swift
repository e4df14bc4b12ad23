/// The line that marks times as scripted, so that nobody takes them for measured ones.
package enum ScriptedClockLine {
  package static let text = "PERFTEST_CLOCK is set: times are those of a script, not of this machine"
}
