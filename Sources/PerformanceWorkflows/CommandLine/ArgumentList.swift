import PerformanceRecords
import PerformanceSystem

/// The arguments of a command, taken one by one: what is left over at the end is an error.
package struct ArgumentList {
  private var rest: [String]

  package init(_ arguments: [String]) { rest = arguments }

  /// Takes a switch that has no value.
  package mutating func takeFlag(_ name: String) -> Bool {
    guard let index = rest.firstIndex(of: name) else { return false }
    rest.remove(at: index)
    return true
  }

  /// Takes every value of an option, `--name value` or `--name=value`.
  /// - Throws: ``UsageError`` when a value is missing.
  package mutating func takeValues(_ name: String) throws -> [String] {
    var values: [String] = []
    while let index = rest.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) {
      let argument = rest.remove(at: index)
      if argument.hasPrefix(name + "=") {
        values.append(String(argument.dropFirst(name.count + 1)))
      } else {
        guard index < rest.count, !rest[index].hasPrefix("--") else { throw UsageError("\(name) needs a value") }
        values.append(rest.remove(at: index))
      }
    }
    return values
  }

  /// Takes the one value of an option; `nil` when it is absent.
  /// - Throws: ``UsageError`` when it is given twice or without a value.
  package mutating func takeValue(_ name: String) throws -> String? {
    let values = try takeValues(name)
    guard values.count < 2 else { throw UsageError("\(name) is given more than once") }
    return values.first
  }

  /// Takes a whole number.
  /// - Throws: ``UsageError`` when it is none or outside the range.
  package mutating func takeNumber(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = try takeValue(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError("\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  /// Takes `--time-limit`, as the variable that the bundle reads.
  /// - Throws: ``UsageError`` when it is no length of time.
  package mutating func takeTimeLimit() throws -> [String: String] {
    guard let text = try takeValue("--time-limit") else { return [:] }
    guard let limit = TimeLimit(text: text) else {
      throw UsageError("--time-limit takes \(TimeLimit.allowed), not '\(text)'")
    }
    return [TimeLimit.variable: limit.typed]
  }

  /// Takes the selection of tests.
  /// - Throws: ``UsageError`` for an expression that is no regular expression.
  package mutating func takeSelection() throws -> TestSelection {
    let selection = TestSelection(filters: try takeValues("--filter"), skips: try takeValues("--skip"))
    for expression in selection.filters + selection.skips {
      guard (try? Regex(expression)) != nil else { throw UsageError("'\(expression)' is no regular expression") }
    }
    return selection
  }

  /// Ends the taking: exactly so many operands must be left.
  /// - Throws: ``UsageError`` that names what is too much or missing.
  package func operands(_ names: String...) throws -> [String] {
    if let unknown = rest.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
      throw UsageError("unknown option \(unknown)")
    }
    guard rest.count <= names.count else { throw UsageError("unexpected argument '\(rest[names.count])'") }
    guard rest.count == names.count else { throw UsageError("missing argument \(names[rest.count])") }
    return rest
  }
}
