/// The exit statuses of commands and of a judging test bundle; after sysexits(3) where possible.
package enum ExitStatus: Int32, Sendable {
  /// Nothing is red.
  case pass = 0
  /// A regression, a violated budget, a failed or missing benchmark, a failed test, or nothing measured.
  case red = 1
  /// Too little of an error budget is left for a release.
  case frozen = 3
  /// The command line is invalid.
  case usage = 64
  /// An internal error, or a run that broke off.
  case failure = 70
  /// The machine or the code cannot be measured now.
  case notMeasurable = 75
  /// A setting or an input file is invalid.
  case configuration = 78

  /// The statuses besides ``pass`` of commands that did their work: they are answers, not failures.
  package static let answers: [ExitStatus] = [.red, .frozen]
}
