/// The functions that a run will measure.
package struct RunPlan: Equatable, Sendable, Codable {
  /// The functions in the order of measuring.
  package var functions: [TestFunctionID]
  /// The least number of sessions for each function.
  package var rounds: Int
  /// The functions that their tests exclude from the counting pass; `nil` where there are none.
  package var uncounted: [TestFunctionID]?

  package init(functions: [TestFunctionID], rounds: Int, uncounted: [TestFunctionID]? = nil) {
    self.functions = functions
    self.rounds = rounds
    self.uncounted = uncounted
  }
}
