import PerformanceProfiles
import PerformanceRecords

/// Call chains with the cost of the last function of each, in the format of flame graph tools: one line a chain,
/// `main;run();parse(_:) 1200`.
package struct FoldedStacks: Equatable, Sendable {
  /// The unit of the costs.
  package enum Unit: String, Equatable, Sendable {
    case instructions
    case samples
  }

  /// The unit of the costs.
  package var unit: Unit
  /// The cost of each chain, whose names begin with the outermost caller and end with the function itself.
  package var costs: [[String]: Int]

  /// Stands for callers that were not separated.
  static let unknownCallers = "…"

  package init(unit: Unit, costs: [[String]: Int]) {
    self.unit = unit
    self.costs = costs
  }

  /// The stacks of a profile with separated callers; without them, each function is a stack.
  /// - Parameter callers: the depth of separated callers; chains of that depth have lost their outermost callers.
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

  /// The frames below the loop that runs a measured body; `nil` for a chain without it. The frames above belong to the
  /// test runner and are the same for all.
  static func body(of frames: [String]) -> [String]? {
    guard let loop = frames.firstIndex(where: { $0.hasPrefix("_opaqueLoop") }), loop + 1 < frames.count else {
      return nil
    }
    return Array(frames[(loop + 1)...])
  }

  /// The sum of all costs.
  package var total: Int { costs.values.reduce(0, +) }

  /// The costs by function: its own, and that including callees, in which recursion counts once.
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

  /// The lines as text, terminated by a line feed.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// A name without semicolons and line breaks, the separators of the format.
  private static func harmless(_ name: String) -> String {
    // Not by characters: a semicolon with a combining accent is another character.
    guard name.unicodeScalars.contains(";") else { return name.printable }
    return String(String.UnicodeScalarView(name.unicodeScalars.map { $0 == ";" ? ":" : $0 })).printable
  }
}
