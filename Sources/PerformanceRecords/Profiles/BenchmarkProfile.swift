/// The cost of a benchmark's iteration by function, in instructions that repeat exactly.
package struct BenchmarkProfile: Equatable, Sendable {
  /// The cost of a function.
  package struct Cost: Equatable, Sendable, Codable {
    /// Its own instructions.
    package var own: Int
    /// Its own instructions and those of its callees. The part of the C library among them does not repeat exactly.
    package var inclusive: Int

    package init(own: Int, inclusive: Int) {
      self.own = own
      self.inclusive = inclusive
    }
  }

  /// The functions with the greatest own costs, by name.
  package var functions: [String: Cost]
  /// The own instructions of all other functions.
  package var rest: Int

  /// The most functions that a profile keeps.
  package static let mostFunctions = 30
  /// The share of all instructions that a function must have to be kept.
  package static let smallestShare = 0.005
  /// The greatest valid number of instructions, more than one processor executes in a day.
  package static let greatestCost = 1_000_000_000_000_000

  package init(functions: [String: Cost], rest: Int) {
    self.functions = functions
    self.rest = rest
  }

  /// The profile of all functions of a program.
  /// - Parameter names: functions to keep regardless of their costs, so that they can be compared.
  package init(all functions: [String: Cost], keeping names: Set<String> = []) {
    let total = functions.values.reduce(0) { $0 + $1.own }
    let sorted = functions.sorted { ($1.value.own, $0.key) < ($0.value.own, $1.key) }
    let large = sorted.prefix(Self.mostFunctions).filter { Double($0.value.own) >= Double(total) * Self.smallestShare }
    let named = sorted.filter { names.contains($0.key) }
    let kept = Dictionary((large + named).map { ($0.key, $0.value) }) { first, _ in first }
    self.init(functions: kept, rest: total - kept.values.reduce(0) { $0 + $1.own })
  }

  /// The instructions of all functions.
  package var total: Int { functions.values.reduce(rest) { $0 + $1.own } }

  /// Whether both have equal own costs, the only costs that repeat exactly.
  package func agrees(with other: BenchmarkProfile) -> Bool {
    rest == other.rest && functions.mapValues(\.own) == other.functions.mapValues(\.own)
  }
}

extension BenchmarkProfile: Codable {
  private enum Key: String, CodingKey { case functions, rest }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    functions = try container.decode([String: Cost].self, forKey: .functions)
    rest = try container.decode(Int.self, forKey: .rest)
    // A larger number could overflow their sum.
    guard functions.count <= 1000 else {
      throw DecodingError.dataCorruptedError(
        forKey: .functions, in: container, debugDescription: "has \(functions.count) functions, expected up to 1000")
    }
    let allowed = 0...Self.greatestCost
    for (name, cost) in functions where !allowed.contains(cost.own) || !allowed.contains(cost.inclusive) {
      throw DecodingError.dataCorruptedError(
        forKey: .functions, in: container,
        debugDescription: "has a cost of '\(name)' that is not from 0 to \(Self.greatestCost)")
    }
    guard allowed.contains(rest) else {
      throw DecodingError.dataCorruptedError(
        forKey: .rest, in: container, debugDescription: "is \(rest), expected 0 to \(Self.greatestCost)")
    }
  }
}
