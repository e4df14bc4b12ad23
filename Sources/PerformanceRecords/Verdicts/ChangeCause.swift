/// Where a change of a benchmark is, by the instructions of its functions.
package struct ChangeCause: Hashable, Sendable, Codable {
  /// How a function's own instructions changed.
  package struct Function: Hashable, Sendable, Codable {
    /// The function as a person would write it.
    package var name: String
    /// Instructions more, or less where negative, in one iteration.
    package var change: Int

    package init(name: String, change: Int) {
      self.name = name
      self.change = change
    }
  }

  /// Instructions now / those of the baseline.
  package var ratio: Double
  /// The functions that changed most, the greatest change first.
  package var functions: [Function]

  package init(ratio: Double, functions: [Function]) {
    self.ratio = ratio
    self.functions = functions
  }
}
