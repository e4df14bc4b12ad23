/// Where a change of a benchmark is, as the instructions of its functions tell.
public struct ChangeCause: Hashable, Sendable, Codable {
  /// How a function's own instructions changed.
  public struct Function: Hashable, Sendable, Codable {
    /// The function as a person would write it.
    public var name: String
    /// Instructions more, or less where negative, in one iteration.
    public var change: Int

    /// A function's change.
    public init(name: String, change: Int) {
      self.name = name
      self.change = change
    }
  }

  /// Instructions now / those of the baseline.
  public var ratio: Double
  /// The functions that changed most, the greatest change first.
  public var functions: [Function]

  /// A cause from its parts.
  public init(ratio: Double, functions: [Function]) {
    self.ratio = ratio
    self.functions = functions
  }
}
