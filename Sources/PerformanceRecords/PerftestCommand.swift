/// The command as it is typed, wherever a message asks for it.
package enum PerftestCommand {
  /// What starts it from the folder of a package.
  package static let prefix = "swift run perftest"

  /// The version of this package, which the logs of its runs carry.
  package static let version = "0.10.0"
}
