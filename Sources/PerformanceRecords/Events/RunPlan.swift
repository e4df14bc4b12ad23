/// The functions a run will measure.
package struct RunPlan: Hashable, Sendable, Codable {
  /// In the order of measuring.
  package var functions: [TestFunctionID]
  /// Sessions that each function gets at least.
  package var rounds: Int
  /// Those of them that are left out of the counting pass by their tests; `nil` where there are none.
  package var uncounted: [TestFunctionID]?

  package init(functions: [TestFunctionID], rounds: Int, uncounted: [TestFunctionID]? = nil) {
    self.functions = functions
    self.rounds = rounds
    self.uncounted = uncounted
  }
}
