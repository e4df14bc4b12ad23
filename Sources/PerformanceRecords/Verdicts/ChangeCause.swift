/// The functions that caused a change of a benchmark, by their instructions.
package struct ChangeCause: Equatable, Sendable, Codable {
  /// The change of a function's own instructions.
  package struct Function: Equatable, Sendable, Codable {
    /// The demangled, simplified name of the function.
    package var name: String
    /// The additional instructions in one iteration, negative for fewer.
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
