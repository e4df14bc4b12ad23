import PerformanceRecords
import PerformanceText
import Testing

@Suite("The options of a command in a message can be pasted")
struct FunctionFilterTests {
  private func functions(_ tests: [String], suite: [String] = ["S"]) -> Set<TestFunctionID> {
    Set(tests.map { TestFunctionID(module: "M", suite: suite, test: $0) })
  }

  @Test("Functions are named one by one as long as a line can hold them")
  func few() {
    #expect(FunctionFilter.text(functions(["b()", "a()"])) == #" --filter '^M\.S/a\(\)/' --filter '^M\.S/b\(\)/'"#)
  }

  @Test("Many functions are named by their suites, free ones by their module")
  func suites() {
    let many = functions((1...20).map { "f\($0)()" })
    #expect(FunctionFilter.text(many) == #" --filter '^M\.S/'"#)
    #expect(FunctionFilter.text(functions((1...20).map { "f\($0)()" }, suite: [])) == #" --filter '^M\.'"#)
    let selection = TestSelection(filters: [#"^M\.S/"#])
    #expect(many.allSatisfy(selection.matcher.selects))
  }

  @Test("All functions are selected when there are too many suites")
  func many() {
    let many = (1...20).reduce(into: Set<TestFunctionID>()) { $0.formUnion(functions(["f()"], suite: ["S\($1)"])) }
    #expect(FunctionFilter.text(many) == "")
    #expect(FunctionFilter.text(many, orAll: " --filter 'x'") == " --filter 'x'")
  }

  @Test(
    "A name that cannot be shown is replaced by its suite, and never by an ellipsis",
    arguments: ["two\nlines()", "\u{1B}[31m"])
  func hostile(name: String) {
    #expect(FunctionFilter.text(functions([name])) == #" --filter '^M\.S/'"#)
    #expect(FunctionFilter.text(functions(["f()"], suite: [name])) == "")
  }
}
