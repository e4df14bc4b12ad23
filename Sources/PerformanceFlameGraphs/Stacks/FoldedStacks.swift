import PerformanceProfiles
import PerformanceRecords

/// Chains of calls with what was spent in the last function of each: one line a chain, `main;run();parse(_:) 1200`,
/// which flame graph tools read.
package struct FoldedStacks: Hashable, Sendable {
  /// What the numbers count.
  package enum Unit: String, Hashable, Sendable {
    case instructions
    case samples
  }

  /// What the numbers count.
  package var unit: Unit
  /// The cost of each chain, whose names go from the outermost caller to the function itself.
  package var costs: [[String]: Int]

  /// What stands for callers that were not told apart.
  static let unknownCallers = "…"

  /// Stacks from their parts.
  package init(unit: Unit, costs: [[String]: Int]) {
    self.unit = unit
    self.costs = costs
  }

  /// The stacks of a profile that was taken with separated callers; of another one each function is a stack.
  /// - Parameter callers: how many callers of a function were told apart; what is that deep has lost its outermost ones.
  package init(_ profile: CallgrindProfile, callers: Int) {
    self.init(unit: .instructions, costs: [:])
    guard let event = profile.index(of: "Ir") else { return }
    var names: [String: String] = [:]
    for stack in profile.stacks where stack.ownCost[event] > 0 {
      var frames = stack.frames.map { frame in
        if let name = names[frame] { return name }
        let name = FunctionName.readable(frame)
        names[frame] = name
        return name
      }
      if let body = Self.body(of: frames) {
        frames = body
      } else if callers > 0, frames.count > callers {
        frames.insert(Self.unknownCallers, at: 0)
      }
      costs[frames, default: 0] += stack.ownCost[event]
    }
  }

  /// What the loop called that runs a measured body; `nil` of a chain without it. What is above it is the test runner, the
  /// same for all.
  static func body(of frames: [String]) -> [String]? {
    guard let loop = frames.firstIndex(where: { $0.hasPrefix("_opaqueLoop") }), loop + 1 < frames.count else {
      return nil
    }
    return Array(frames[(loop + 1)...])
  }

  /// The sum of all costs.
  package var total: Int { costs.values.reduce(0, +) }

  /// What each function costs, by name: itself, and with all it called, in which recursion counts once.
  package var functions: [String: BenchmarkProfile.Cost] {
    costs.reduce(into: [:]) { functions, stack in
      for name in Set(stack.key) { functions[name, default: .init(own: 0, inclusive: 0)].inclusive += stack.value }
      if let name = stack.key.last { functions[name]?.own += stack.value }
    }
  }

  /// The lines in order of their text.
  package var lines: [String] {
    costs.map { frames, cost in frames.map(Self.harmless).joined(separator: ";") + " \(cost)" }.sorted()
  }

  /// The lines as text that ends in a line feed.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// A semicolon separates, and a line ends a stack.
  private static func harmless(_ name: String) -> String { name.replacing(";", with: ":").printable }
}
