import PerformanceSystem

/// A flag, an option or an operand of a command, with the type of its value. Drives parsing and help.
package struct Argument<Value>: Declared {
  /// The untyped declaration.
  package private(set) var declaration: Declaration
  /// Parses a value.
  /// - Throws: ``UsageError`` with the argument and its allowed values.
  let parse: @Sendable (String) throws(UsageError) -> Value

  private init(
    _ kind: Declaration.Kind, _ name: String, _ valueName: String, _ help: String,
    parse: @escaping @Sendable (String) throws(UsageError) -> Value
  ) {
    declaration = Declaration(kind: kind, name: name, valueName: valueName, help: help) {
      (text: String) throws(UsageError) in _ = try parse(text)
    }
    self.parse = parse
  }

  /// The name as typed, or the value name of an operand.
  package var name: String { declaration.name }
}

/// A declared argument, whatever the type of its value.
package protocol Declared: Sendable {
  /// The untyped declaration.
  var declaration: Declaration { get }
}

/// The declaration of an argument: its syntax and its meaning, without the type of its value.
package struct Declaration: Sendable {
  /// The syntax of an argument.
  package enum Kind: Equatable, Sendable {
    /// A name without a value.
    case flag
    /// A name with a value.
    case option
    /// A name with a value, any number of times.
    case repeatedOption
    /// A value without a name.
    case operand
    /// The last values without a name, any number of them.
    case repeatedOperand
  }

  /// The syntax.
  package let kind: Kind
  /// The name as typed, such as `--rounds`, or the value name of an operand.
  package let name: String
  /// The name of the value in the usage, such as `N`; empty for a flag.
  package let valueName: String
  /// The meaning, in one sentence without a full stop.
  package let help: String
  /// Whether its value may begin with two dashes, as the name of an option does.
  var takesDashes = false
  /// Checks a value.
  let check: @Sendable (String) throws(UsageError) -> Void

  /// The argument as the usage shows it, with the name of its value.
  package var typed: String { valueName.isEmpty || isOperand ? name : name + " " + valueName }

  /// Whether its value has no name before it.
  var isOperand: Bool { [.operand, .repeatedOperand].contains(kind) }

  /// Whether it may be given several times.
  var isRepeated: Bool { [.repeatedOption, .repeatedOperand].contains(kind) }
}

// MARK: - Declaring arguments

extension Argument {
  /// An option with a value.
  /// - Parameter parse: reads the value.
  package static func option(
    _ name: String, _ valueName: String, _ help: String,
    parse: @escaping @Sendable (String) throws(UsageError) -> Value
  ) -> Argument {
    Argument(.option, name, valueName, help, parse: parse)
  }

  /// An option with a value that may be given several times.
  /// - Parameter parse: reads one value.
  package static func options(
    _ name: String, _ valueName: String, _ help: String,
    parse: @escaping @Sendable (String) throws(UsageError) -> Value
  ) -> Argument {
    Argument(.repeatedOption, name, valueName, help, parse: parse)
  }

  /// A value without a name before it.
  /// - Parameter parse: reads the value.
  package static func operand(
    _ valueName: String, _ help: String, parse: @escaping @Sendable (String) throws(UsageError) -> Value
  ) -> Argument {
    Argument(.operand, valueName, valueName, help, parse: parse)
  }
}

extension Argument<Bool> {
  /// An option without a value.
  package static func flag(_ name: String, _ help: String) -> Argument {
    Argument(.flag, name, "", help) { (_: String) throws(UsageError) in true }
  }
}

extension Argument<String> {
  /// An option with any text.
  package static func text(_ name: String, _ valueName: String, _ help: String) -> Argument {
    Argument(.option, name, valueName, help) { (text: String) throws(UsageError) in text }
  }

  /// An option that may be given several times, each time with any text, such as an argument for another program.
  package static func words(_ name: String, _ valueName: String, _ help: String) -> Argument {
    var argument = options(name, valueName, help) { (text: String) throws(UsageError) in text }
    argument.declaration.takesDashes = true
    return argument
  }

  /// A text without a name before it, which must not be empty.
  package static func operand(_ valueName: String, _ help: String) -> Argument {
    operand(valueName, help) { (text: String) throws(UsageError) in
      guard !text.isEmpty else { throw UsageError("\(valueName) is empty") }
      return text
    }
  }

  /// The last texts without a name before them, none of which may be empty.
  package static func operands(_ valueName: String, _ help: String) -> Argument {
    Argument(.repeatedOperand, valueName, valueName, help, parse: operand(valueName, help).parse)
  }

  /// An option that names a branch, a tag or a commit.
  package static func reference(_ name: String, _ help: String) -> Argument {
    Argument(.option, name, "REF", help) { (text: String) throws(UsageError) in
      // Git would parse it as an option.
      guard !text.isEmpty, !text.hasPrefix("-") else {
        throw UsageError("\(name) takes a branch, a tag or a commit, not '\(text)'")
      }
      return text
    }
  }
}

extension Argument<Int> {
  /// An option with a whole number.
  package static func number(
    _ name: String, _ valueName: String, in range: ClosedRange<Int>, _ help: String
  ) -> Argument {
    Argument(.option, name, valueName, help) { (text: String) throws(UsageError) in
      guard let number = Int(text), range.contains(number) else {
        throw UsageError("\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
      }
      return number
    }
  }
}
