import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// The benchmark to explain, as far as it is known before running.
struct ExplainedBenchmark {
  /// Its test function.
  let function: TestFunctionID
  private let text: String

  /// Finds a typed benchmark among the functions of a bundle and the known benchmarks.
  /// - Throws: ``InputError`` when nothing matches, or several functions do.
  init(_ text: String, functions: [TestFunctionID], known: some Sequence<BenchmarkID>) throws {
    self.text = text
    let bare = functions.map { BenchmarkID(module: $0.module, suite: $0.suite, test: $0.test) }
    let there = Set(functions)
    let ids = bare + known.filter { there.contains($0.function) }
    var matches = Set(BenchmarkQuery(text).matches(in: ids).map(\.function))
    // A label without a baseline may still be one of the test.
    if matches.isEmpty, let slash = text.lastIndex(of: "/") {
      matches = Set(BenchmarkQuery(String(text[..<slash])).matches(in: bare).map(\.function))
    }
    guard let first = matches.first else {
      throw InputError(
        file: "'\(text)'", problem: "is not a benchmark of this package",
        remedy: "List the benchmarks with '\(PerftestCommand.prefix) list'.")
    }
    guard matches.count == 1 else { throw Self.ambiguous(text, matches.map(\.description)) }
    function = first
  }

  /// Selects the benchmark among those of the function's results.
  /// - Throws: ``InputError`` when several match, or none.
  func choose<Item>(among items: [(BenchmarkID, Item)]) throws -> Item {
    let matches = Set(BenchmarkQuery(text).matches(in: items.map(\.0)))
    let chosen = items.filter { items.count == 1 || matches.contains($0.0) }
    guard let first = chosen.first else {
      throw Self.ambiguous(text, items.map(\.0.description), problem: "is not a benchmark of its function")
    }
    guard chosen.count == 1 else { throw Self.ambiguous(text, chosen.map(\.0.description)) }
    return first.1
  }

  private static func ambiguous(
    _ text: String, _ names: [String], problem: String = "matches several benchmarks"
  ) -> InputError {
    let shown = names.sorted().prefix(8).map { "'\($0.printable(atMost: 200))'" }.joined(separator: ", ")
    return InputError(
      file: "'\(text)'", problem: problem,
      remedy: "Name one of them: \(shown)\(names.count > 8 ? ", and \(names.count - 8) more" : "").")
  }
}
