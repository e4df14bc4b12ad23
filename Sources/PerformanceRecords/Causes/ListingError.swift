import PerformanceSystem

/// The error of a test bundle that could not list its tests.
package struct ListingError: Error, Equatable {
  /// How its process ended.
  package var ending: ChildProcess.Ending
  /// The processes that it left running; `nil` where there are none.
  package var leftovers: LeftoverProcesses?
  /// The end of its output.
  package var output: String

  package init(ending: ChildProcess.Ending, leftovers: LeftoverProcesses? = nil, output: String) {
    self.ending = ending
    self.leftovers = leftovers
    self.output = output
  }
}
