/// Why there is no number of a metric.
package enum Unavailability: Equatable, Sendable {
  /// A value that was read is not a finite number.
  case notFinite
  /// A session has no value, or one that is not a finite number.
  case missingValue
  /// The test recorded a value that is not a number from 0 up.
  case notANumber(String)
  /// A sanitizer replaces the allocator.
  case sanitizer
  /// Counting allocations needs another system or process.
  case cannotCount
  /// The high-water mark of memory cannot be reset on this system.
  case noHighWaterMark
  /// The resource usage of the process was not read.
  case noProcessAccount
  /// The I/O account of the process cannot be read.
  case noIOAccount
  /// The process does not go through the pass that measures it.
  case notMeasuredHere
  /// The `measure` call declares no positive throughput.
  case noThroughput
  /// The process that counts instructions gave none.
  case notCounted(Failure)
  /// The reason given by a driver, a tool or the module that reads a device.
  case external(String)
  /// A cause of a newer version of this package.
  case other(String)
}

extension Unavailability: Codable {
  private enum Key: String, CodingKey { case kind, value, failure, text }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "notFinite": self = .notFinite
    case "missingValue": self = .missingValue
    case "notANumber": self = .notANumber(try container.decode(String.self, forKey: .value))
    case "sanitizer": self = .sanitizer
    case "cannotCount": self = .cannotCount
    case "noHighWaterMark": self = .noHighWaterMark
    case "noProcessAccount": self = .noProcessAccount
    case "noIOAccount": self = .noIOAccount
    case "notMeasuredHere": self = .notMeasuredHere
    case "noThroughput": self = .noThroughput
    case "notCounted": self = .notCounted(try container.decode(Failure.self, forKey: .failure))
    case "external": self = .external(try container.decode(String.self, forKey: .text))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .notANumber(let value): try container.encode(value, forKey: .value)
    case .notCounted(let failure): try container.encode(failure, forKey: .failure)
    case .external(let text): try container.encode(text, forKey: .text)
    case .notFinite, .missingValue, .sanitizer, .cannotCount, .noHighWaterMark, .noProcessAccount, .noIOAccount,
      .notMeasuredHere, .noThroughput, .other:
      break
    }
  }

  private var kind: String {
    switch self {
    case .notFinite: "notFinite"
    case .missingValue: "missingValue"
    case .notANumber: "notANumber"
    case .sanitizer: "sanitizer"
    case .cannotCount: "cannotCount"
    case .noHighWaterMark: "noHighWaterMark"
    case .noProcessAccount: "noProcessAccount"
    case .noIOAccount: "noIOAccount"
    case .notMeasuredHere: "notMeasuredHere"
    case .noThroughput: "noThroughput"
    case .notCounted: "notCounted"
    case .external: "external"
    case .other(let kind): kind
    }
  }
}
