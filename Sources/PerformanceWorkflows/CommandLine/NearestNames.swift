/// Suggestions for a misspelt name.
package struct NearestNames {
  /// The most similar names; empty where none is similar enough.
  package let names: [String]

  /// - Parameters:
  ///   - typed: the misspelt name.
  ///   - known: the valid names.
  package init(to typed: String, among known: [String]) {
    let distances = known.map { (name: $0, distance: Self.distance(typed, $0)) }
    let limit = max(1, typed.count / 4)
    let least = distances.map(\.distance).min() ?? .max
    names =
      least <= limit ? distances.filter { $0.distance == least }.map(\.name) : known.filter { Self.begins($0, typed) }
  }

  /// A question to append to a message; empty without suggestions.
  package var question: String { names.isEmpty ? "" : "; did you mean \(names.joined(separator: " or "))?" }

  private static func begins(_ name: String, _ typed: String) -> Bool { typed.count > 3 && name.hasPrefix(typed) }

  /// The number of insertions, deletions, replacements and exchanges of neighbours between two texts (optimal string
  /// alignment).
  private static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    var before = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for row in 1...first.count {
      var current = [row] + [Int](repeating: 0, count: second.count)
      for column in 1...second.count {
        let isSame = first[row - 1] == second[column - 1]
        current[column] = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
          current[column] = min(current[column], before[column - 2] + 1)
        }
      }
      (before, last) = (last, current)
    }
    return last[second.count]
  }
}
