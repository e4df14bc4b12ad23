/// The command as messages show it.
package enum PerftestCommand {
  /// The beginning of the command, typed in the folder of a package.
  package static let prefix = "swift run perftest"

  /// The version of this package, which event logs contain.
  package static let version = "0.10.0"
}
