/// The exit statuses of commands and of a test bundle that judges, after sysexits(3) where it has one.
package enum ExitStatus: Int32, Sendable {
  /// Nothing is red.
  case pass = 0
  /// A regression, a violated budget, a failed or missing benchmark, a failed test, or nothing measured.
  case red = 1
  /// The command line cannot be used.
  case usage = 64
  /// Something broke that is not the user's doing, or the run broke off.
  case failure = 70
  /// The machine or the code cannot be measured now.
  case notMeasurable = 75
  /// A setting or an input file cannot be used.
  case configuration = 78
}
