import Foundation

extension ChildProcess.Ending {
  /// The ending as a predicate of the process.
  package var text: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .signalled(let signal): "was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
    case .timedOut: "took too long"
    case .abandoned: "was cancelled"
    }
  }
}
