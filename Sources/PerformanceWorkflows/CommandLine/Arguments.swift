import PerformanceSystem

/// The parsed arguments of a command, checked against its ``Syntax``.
package struct Arguments: Sendable {
  /// The values by the names of options and operands; an empty value for a flag.
  private let values: [String: [String]]

  init(values: [String: [String]]) { self.values = values }

  /// Whether a flag is given.
  package subscript(_ flag: Argument<Bool>) -> Bool { values[flag.name] != nil }

  /// The value of an option; `nil` where it is not given.
  /// - Throws: ``UsageError`` for an invalid value; parsing has already excluded this.
  package func value<Value>(_ argument: Argument<Value>) throws(UsageError) -> Value? {
    guard let text = values[argument.name]?.first else { return nil }
    return try argument.parse(text)
  }

  /// The values of an option that may be given several times.
  /// - Throws: ``UsageError`` for an invalid value; parsing has already excluded this.
  package func all<Value>(_ argument: Argument<Value>) throws(UsageError) -> [Value] {
    var all: [Value] = []
    for text in values[argument.name] ?? [] { all.append(try argument.parse(text)) }
    return all
  }

  /// The value of an operand, or of an option that the command's form requires.
  /// - Throws: ``UsageError`` when it is missing; parsing has already excluded this.
  package func required<Value>(_ argument: Argument<Value>) throws(UsageError) -> Value {
    guard let value = try value(argument) else { throw Syntax.missing(argument.declaration) }
    return value
  }
}
