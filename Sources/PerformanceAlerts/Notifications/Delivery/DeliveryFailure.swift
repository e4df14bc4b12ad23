import PerformanceSystem

/// Why a notification did not reach a receiver. It has nothing of the address and of what was sent.
package enum DeliveryFailure: Error, Equatable, Sendable {
  /// A secret of the settings is not there, or a file cannot be written.
  case configuration(InputError)
  /// The address is no URL of HTTP.
  case noAddress
  /// The receiver answered with this status, or refused in its own words.
  case refused(status: Int, reason: String, tries: Int)
  /// There was no answer: the reason in the words of the system.
  case noAnswer(String, tries: Int)
  /// The relay of mail on a port of this machine did not take it.
  case relay(port: Int, reason: String, tries: Int)
  /// The program that sends mail ended with this, or did not start.
  case program(String)
  /// It was not sent: the receiver wants nothing more for now, or has taken all the time that one receiver has.
  case notTried
}

extension DeliveryFailure {
  /// The sentence about it.
  package var text: String {
    switch self {
    case .configuration(let error): "\(error)"
    case .noAddress: "its address is no URL of http or https"
    case .refused(let status, let reason, let tries):
      "it answered \(status)\(reason.isEmpty ? "" : ": \(reason)")\(Self.count(tries))"
    case .noAnswer(let reason, let tries): "there was no answer (\(reason))\(Self.count(tries))"
    case .relay(let port, let reason, let tries):
      "the relay of mail on port \(port) has not taken it: \(reason)\(Self.count(tries))"
    case .program(let reason): reason
    case .notTried: "others to it failed or took too long, so it was not tried"
    }
  }

  /// The reason as a word, by which failures are counted.
  package var reason: String {
    switch self {
    case .configuration: "configuration"
    case .noAddress: "noAddress"
    case .refused(429, _, _): "rateLimited"
    case .refused(500..., _, _): "serverError"
    case .refused: "clientError"
    case .noAnswer: "noAnswer"
    case .relay: "relay"
    case .program: "program"
    case .notTried: "notTried"
    }
  }

  private static func count(_ tries: Int) -> String { tries == 1 ? "" : ", \(tries) tries" }
}
