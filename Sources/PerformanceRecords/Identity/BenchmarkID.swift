/// The name under which a benchmark is measured, filed and shown; it never contains a line number.
package struct BenchmarkID: Hashable, Sendable, Codable {
  /// The module that declares the test.
  package var module: String
  /// The names of the enclosing suites, outermost first; empty for a free test function.
  package var suite: [String]
  /// The test function with its argument labels, such as `sort(count:)`.
  package var test: String
  /// The label that distinguishes several `measure` calls or cases of one test.
  package var label: String?

  package init(module: String, suite: [String], test: String, label: String? = nil) {
    self.module = module
    self.suite = suite
    self.test = test
    self.label = label
  }

  /// The test function this benchmark belongs to.
  package var function: TestFunctionID { TestFunctionID(module: module, suite: suite, test: test) }
}

extension BenchmarkID {
  /// Creates the id of a benchmark of a function; without a label, that of the function as a whole.
  package init(_ function: TestFunctionID, label: String? = nil) {
    self.init(module: function.module, suite: function.suite, test: function.test, label: label)
  }
}

extension BenchmarkID: CustomStringConvertible {
  /// `Module.Suite/Nested/test()` followed by `/label`, as Swift Testing writes it, without the source location.
  package var description: String { function.description + (label.map { "/" + $0 } ?? "") }

  /// The id without its module, for tables.
  package var shortDescription: String {
    (suite + [test]).joined(separator: "/") + (label.map { "/" + $0 } ?? "")
  }
}

extension BenchmarkID: Comparable {
  /// By function, then by label; numeric labels by their values.
  package static func < (first: BenchmarkID, second: BenchmarkID) -> Bool {
    // Nearly all that are compared share their suite: descriptions would be two strings for each comparison.
    if first.module == second.module, first.suite == second.suite {
      return first.test == second.test ? first.labelOrder < second.labelOrder : first.test < second.test
    }
    return first.function.description < second.function.description
  }

  /// No label comes first; numeric ones sort by their values, so that a table of sizes is in order.
  private var labelOrder: (Int, NumericOrder) { (label == nil ? 0 : 1, NumericOrder(label ?? "")) }
}

extension Sequence<BenchmarkID> {
  /// The ids in their order. Each is described once, and not in every comparison.
  package func inOrder() -> [BenchmarkID] {
    let described = map { id in (text: id.function.description, id: id) }
    return described.sorted { $0.text == $1.text ? $0.id < $1.id : $0.text < $1.text }.map { $0.id }
  }
}

/// A test function, the smallest unit that a process can measure.
package struct TestFunctionID: Hashable, Sendable, Codable {
  /// The module that declares the test.
  package var module: String
  /// The names of the enclosing suites, outermost first.
  package var suite: [String]
  /// The function with its argument labels.
  package var test: String

  package init(module: String, suite: [String], test: String) {
    self.module = module
    self.suite = suite
    self.test = test
  }
}

extension TestFunctionID: CustomStringConvertible {
  /// `Module.Suite/Nested/test()`, as Swift Testing writes it, without the source location.
  package var description: String { module + "." + (suite + [test]).joined(separator: "/") }

  /// A regular expression for `--filter` that selects this function and nothing else.
  ///
  /// Swift Testing matches it against `Module.Suite/function()/File.swift:line:column`; the closing slash keeps
  /// `b()` from selecting `b()x`.
  package var filter: String {
    "^" + Self.quoted(description) + "/"
  }

  /// The part of the description before the name of the function.
  var prefix: String { module + "." + suite.map { $0 + "/" }.joined() }

  /// A regular expression that matches exactly this text.
  static func quoted(_ text: String) -> String {
    let special = Set(#"\^$.|?*+()[]{}"#)
    return text.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
