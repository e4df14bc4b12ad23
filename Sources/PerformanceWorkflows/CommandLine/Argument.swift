import PerformanceSystem

/// A flag, an option or an operand of a command, with the type of its value: parsing and help are made from it.
package struct Argument<Value>: Declared {
  /// What is typed and what it means.
  package let declaration: Declaration
  /// Reads a value.
  /// - Throws: ``UsageError`` that names the argument and what it takes.
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

  /// What is typed, or the valueName of an operand.
  package var name: String { declaration.name }
}

/// What has a declaration, whatever the type of its value.
package protocol Declared: Sendable {
  /// What is typed and what it means.
  var declaration: Declaration { get }
}

/// What is typed for an argument and what it means, without the type of its value.
package struct Declaration: Sendable {
  /// How an argument is typed.
  package enum Kind: Hashable, Sendable {
    /// Its name alone.
    case flag
    /// Its name and a value.
    case option
    /// Its name and a value, any number of times.
    case repeatedOption
    /// A value alone.
    case operand
  }

  /// How it is typed.
  package let kind: Kind
  /// What is typed, such as `--rounds`; of an operand its valueName.
  package let name: String
  /// What stands for the value in the usage, such as `N`; empty for a flag.
  package let valueName: String
  /// What it means, in one sentence without a full stop.
  package let help: String
  /// Checks a value.
  let check: @Sendable (String) throws(UsageError) -> Void

  /// What is typed, with its valueName.
  package var typed: String { valueName.isEmpty || kind == .operand ? name : name + " " + valueName }
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

  /// A text without a name before it, which must not be empty.
  package static func operand(_ valueName: String, _ help: String) -> Argument {
    operand(valueName, help) { (text: String) throws(UsageError) in
      guard !text.isEmpty else { throw UsageError("\(valueName) is empty") }
      return text
    }
  }

  /// An option that names a branch, a tag or a commit.
  package static func reference(_ name: String, _ help: String) -> Argument {
    Argument(.option, name, "REF", help) { (text: String) throws(UsageError) in
      // Git would take it for an option.
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
