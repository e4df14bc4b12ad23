import PerformanceRecords
import PerformanceSystem

/// Parses a dump in Callgrind's format (version 1 of valgrind.org/docs/manual/cl-format.html), line by line.
struct CallgrindParser {
  static let remedy = "Write the profile again, as '\(PerftestCommand.prefix) explain' does."

  private let file: String
  private var lineNumber = 0
  private var events: [String] = []
  /// The number of position fields before the costs of a line: `line`, or `instr line`.
  private var positions = 1
  private var objects = CompressedNames()
  private var files = CompressedNames()
  private var functions = CompressedNames()
  private var costs = FunctionCosts()
  private var object = ""
  private var source = ""
  private var current: Int?
  private var called: CalledFunction?
  private var isAfterCalls = false

  private struct CalledFunction {
    var object: String?
    var source: String?
    var name: String?
  }

  /// Creates a parser; `file` is named in errors.
  init(file: String) { self.file = file }

  /// Parses the next line.
  /// - Throws: ``InputError`` for a malformed line.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>) throws {
    lineNumber += 1
    guard let first = line.first, first != UInt8(ascii: "#") else { return }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"):
      try takeCosts(CostFields(line))
    default:
      guard let separator = line.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else {
        throw error("is neither a cost line nor a specification", in: line)
      }
      let key = String(decoding: line[..<separator], as: UTF8.self)
      let value = String(decoding: line[(separator + 1)...], as: UTF8.self)
      if line[separator] == UInt8(ascii: "=") {
        try takeSpecification(key, value)
      } else {
        try takeHeader(key, value)
      }
    }
  }

  /// The profile of all lines.
  /// - Throws: ``InputError`` when they contain no profile.
  func profile() throws -> CallgrindProfile {
    guard !events.isEmpty else {
      throw InputError(
        file: file, problem: "is not a profile of Callgrind, it has no line 'events:'", remedy: Self.remedy)
    }
    guard !isAfterCalls else {
      throw InputError(file: file, problem: "ends in the middle of a call, it is truncated", remedy: Self.remedy)
    }
    return costs.profile(events: events)
  }

  private mutating func takeHeader(_ key: String, _ value: String) throws {
    let words = value.split(separator: " ").map { String($0) }
    switch key {
    case "version" where words != ["1"]: throw error("is of version '\(value)', this build knows 1")
    case "events":
      guard !words.isEmpty else { throw error("names no event") }
      guard events.isEmpty || events == words else { throw error("names other events than the parts before it") }
      events = words
      costs.eventCount = words.count
    case "positions":
      guard (1...3).contains(words.count) else { throw error("has the positions '\(value)'") }
      positions = words.count
    default: break
    }
  }

  private mutating func takeSpecification(_ key: String, _ value: String) throws {
    switch key {
    case "ob": object = try name(value, \.objects)
    case "fl", "fi", "fe": source = try name(value, \.files)
    case "fn":
      guard !events.isEmpty else { throw error("names a function before the line 'events:'") }
      current = costs.index(object: object, file: source, name: try name(value, \.functions))
      called = nil
    case "cob": try takeCalled(\.object, value, \.objects)
    case "cfi", "cfl": try takeCalled(\.source, value, \.files)
    case "cfn": try takeCalled(\.name, value, \.functions)
    case "calls":
      guard called?.name != nil else { throw error("is a call of no function") }
      isAfterCalls = true
    // Jumps are written as a pair of positions without costs.
    case "jump", "jcnd", "jfi", "jfn": break
    default: throw error("has the unknown specification '\(key)'")
    }
  }

  private mutating func takeCalled(
    _ part: WritableKeyPath<CalledFunction, String?>, _ text: String,
    _ names: WritableKeyPath<CallgrindParser, CompressedNames>
  ) throws {
    var called = called ?? CalledFunction()
    called[keyPath: part] = try name(text, names)
    self.called = called
  }

  private mutating func takeCosts(_ fields: CostFields) throws {
    guard let current else { throw error("has costs before any function") }
    guard let numbers = fields.costs(behind: positions), numbers.count <= events.count else {
      throw error("is not \(positions) positions and up to \(events.count) costs")
    }
    if isAfterCalls, let called, let name = called.name {
      let callee = costs.index(object: called.object ?? object, file: called.source ?? source, name: name)
      // Bookkeeping that began in the middle of a call gives a number below zero, written as one near 2⁶⁴.
      costs.addCall(from: current, to: callee, numbers.map { Int(exactly: $0) ?? 0 })
      self.called = nil
      isAfterCalls = false
    } else {
      let own = numbers.compactMap { Int(exactly: $0) }
      guard own.count == numbers.count, costs.addOwn(own, to: current) else {
        throw error("has a cost that is too large")
      }
    }
  }

  private mutating func name(
    _ text: String, _ names: WritableKeyPath<CallgrindParser, CompressedNames>
  ) throws -> String {
    guard let name = self[keyPath: names].name(text) else {
      throw error("has the name '\(text)', which is not explained before")
    }
    return name
  }

  private func error(_ problem: String, in line: UnsafeBufferPointer<UInt8>) -> InputError {
    error("\(problem): '\(String(decoding: line.prefix(80), as: UTF8.self))'")
  }

  private func error(_ problem: String) -> InputError {
    InputError(file: file, key: "line \(lineNumber)", problem: problem, remedy: Self.remedy)
  }
}

/// Names that are written in full once and as a number after that: `(3) name`, then `(3)`.
private struct CompressedNames {
  private var names: [Int: String] = [:]

  /// The name a text stands for; `nil` for a number that was not explained.
  mutating func name(_ text: String) -> String? {
    guard text.hasPrefix("("), let end = text.firstIndex(of: ")"), let number = Int(text.dropFirst().prefix(upTo: end))
    else { return text }
    let rest = text[text.index(after: end)...].drop { $0 == " " }
    guard !rest.isEmpty else { return names[number] }
    let name = String(rest)
    names[number] = name
    return name
  }
}

/// The fields of a cost line: positions, then costs, of which zeros at the end are left out.
private struct CostFields {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The costs after the position fields; `nil` when a field is not a number.
  func costs(behind positions: Int) -> [UInt64]? {
    var numbers: [UInt64] = []
    for (index, field) in bytes.split(separator: UInt8(ascii: " ")).enumerated() {
      if index < positions {
        guard Self.isPosition(field) else { return nil }
      } else {
        guard let number = Self.number(field) else { return nil }
        numbers.append(number)
      }
    }
    return numbers
  }

  /// A number, or one relative to the last line: `+3`, `-2`, `*`.
  private static func isPosition(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch field.first {
    case UInt8(ascii: "*"): field.count == 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"): number(field.dropFirst()) != nil
    default: number(field) != nil
    }
  }

  private static func number(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
    let isHexadecimal =
      field.count > 2 && field.first == UInt8(ascii: "0") && field.dropFirst().first == UInt8(ascii: "x")
    let base: UInt64 = isHexadecimal ? 16 : 10
    let digits = isHexadecimal ? field.dropFirst(2) : field
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < base else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: base)
      let (sum, isTooLargeNow) = product.addingReportingOverflow(UInt64(digit))
      guard !isTooLarge, !isTooLargeNow else { return nil }
      value = sum
    }
    return value
  }
}
