import PerformanceBuild
import PerformanceSystem

/// The names of variables for measuring processes, besides the standard ones.
package struct EnvironmentRequest: Equatable, Sendable {
  /// The variable with names for all benchmarks, separated by commas.
  package static let variable = PerftestVariable.environment.rawValue

  /// The names.
  package let names: Set<String>

  /// Checks names.
  /// - Parameter source: the origin of the names, for an error.
  /// - Throws: ``InputError`` for an invalid name, or one that is set for measuring.
  package init(_ names: Set<String>, source: String) throws(InputError) {
    for name in names.sorted() {
      guard !name.isEmpty, !name.contains(where: { $0 == "=" || $0 == "\0" || $0.isWhitespace }) else {
        throw InputError(
          file: source, problem: "asks for '\(name)', which is not a variable name",
          remedy: "Write names alone, such as MY_VARIABLE, and commas between those of a list; their values come from "
            + "the environment of perftest.")
      }
      guard ChildEnvironment.fixed[name] == nil, !name.hasPrefix(PerftestVariable.prefix) else {
        throw InputError(
          file: source, problem: "asks for \(name), which is set for measuring",
          remedy: "Leave it out: it has the same value in every measured process.")
      }
    }
    self.names = names
  }

  /// Reads the variable.
  /// - Throws: ``InputError`` for a name that cannot be requested.
  package init(environment: [String: String]) throws(InputError) {
    let text = environment.setting(Self.variable) ?? ""
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    try self.init(text.isEmpty ? [] : Set(names), source: "environment variable \(Self.variable)")
  }
}
