extension Failure.Cause: Codable {
  private enum Key: String, CodingKey {
    case kind, text, iterations, output, signal, seconds, status, end, label, location, benchmark, first, second, issue
    case metric, value
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func string(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    func number(_ key: Key) throws -> Int32 { try container.decode(Int32.self, forKey: key) }
    func location(_ key: Key) throws -> CodeLocation { try container.decode(CodeLocation.self, forKey: key) }
    switch try string(.kind) {
    case "threw":
      self = .threw(
        try string(.text), iterations: try container.decodeIfPresent(ClosedRange<Int>.self, forKey: .iterations))
    case "testFailed": self = .testFailed(output: try string(.output))
    case "crashed": self = .crashed(signal: try number(.signal), output: try string(.output))
    case "timedOut": self = .timedOut(seconds: try container.decode(Int.self, forKey: .seconds))
    case "endedItself":
      self = .endedItself(status: try number(.status), try container.decode(ProcessEnd.self, forKey: .end))
    case "endedItselfAfterResult":
      self = .endedItselfAfterResult(status: try number(.status), try container.decode(ProcessEnd.self, forKey: .end))
    case "noResult": self = .noResult(status: try number(.status), output: try string(.output))
    case "callUnfinished":
      self = .callUnfinished(label: try container.decodeIfPresent(String.self, forKey: .label))
    case "callDetached": self = .callDetached(try location(.location))
    case "callNotFirst": self = .callNotFirst(try location(.location))
    case "noCall": self = .noCall
    case "duplicateID":
      self = .duplicateID(
        try container.decode(BenchmarkID.self, forKey: .benchmark), first: try location(.first),
        second: try location(.second))
    case "sharedLabel":
      self = .sharedLabel(try container.decode(BenchmarkID.self, forKey: .benchmark), try location(.location))
    case "expectationFailed":
      self = .expectationFailed(try container.decode(RecordedIssue.self, forKey: .issue))
    case "notANumber":
      self = .notANumber(
        metric: try string(.metric), value: try string(.value),
        label: try container.decodeIfPresent(String.self, forKey: .label))
    case "disabledLater": self = .disabledLater
    case "notMeasuredLater": self = .notMeasuredLater
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .threw(let text, let iterations):
      try container.encode(text, forKey: .text)
      try container.encodeIfPresent(iterations, forKey: .iterations)
    case .testFailed(let output): try container.encode(output, forKey: .output)
    case .crashed(let signal, let output):
      try container.encode(signal, forKey: .signal)
      try container.encode(output, forKey: .output)
    case .timedOut(let seconds): try container.encode(seconds, forKey: .seconds)
    case .endedItself(let status, let end), .endedItselfAfterResult(let status, let end):
      try container.encode(status, forKey: .status)
      try container.encode(end, forKey: .end)
    case .noResult(let status, let output):
      try container.encode(status, forKey: .status)
      try container.encode(output, forKey: .output)
    case .callUnfinished(let label): try container.encodeIfPresent(label, forKey: .label)
    case .callDetached(let location), .callNotFirst(let location): try container.encode(location, forKey: .location)
    case .duplicateID(let id, let first, let second):
      try container.encode(id, forKey: .benchmark)
      try container.encode(first, forKey: .first)
      try container.encode(second, forKey: .second)
    case .sharedLabel(let id, let location):
      try container.encode(id, forKey: .benchmark)
      try container.encode(location, forKey: .location)
    case .expectationFailed(let issue): try container.encode(issue, forKey: .issue)
    case .notANumber(let metric, let value, let label):
      try container.encode(metric, forKey: .metric)
      try container.encode(value, forKey: .value)
      try container.encodeIfPresent(label, forKey: .label)
    case .noCall, .disabledLater, .notMeasuredLater, .other: break
    }
  }

  private var kind: String {
    switch self {
    case .threw: "threw"
    case .testFailed: "testFailed"
    case .crashed: "crashed"
    case .timedOut: "timedOut"
    case .endedItself: "endedItself"
    case .endedItselfAfterResult: "endedItselfAfterResult"
    case .noResult: "noResult"
    case .callUnfinished: "callUnfinished"
    case .callDetached: "callDetached"
    case .callNotFirst: "callNotFirst"
    case .noCall: "noCall"
    case .duplicateID: "duplicateID"
    case .sharedLabel: "sharedLabel"
    case .expectationFailed: "expectationFailed"
    case .notANumber: "notANumber"
    case .disabledLater: "disabledLater"
    case .notMeasuredLater: "notMeasuredLater"
    case .other(let kind): kind
    }
  }
}
