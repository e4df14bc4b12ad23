/// The command as it is typed, wherever a message asks for it.
package enum PerftestCommand {
  /// What starts it from the folder of a package.
  package static let prefix = "swift run perftest"
}
