/// The exit statuses of commands and of a judging test bundle; after sysexits(3) where possible.
package enum ExitStatus: Int32, Sendable {
  /// Nothing is red.
  case pass = 0
  /// A regression, a violated budget, a failed or missing benchmark, a failed test, or nothing measured.
  case red = 1
  /// The command line is invalid.
  case usage = 64
  /// An internal error, or a run that broke off.
  case failure = 70
  /// The machine or the code cannot be measured now.
  case notMeasurable = 75
  /// A setting or an input file is invalid.
  case configuration = 78
}
