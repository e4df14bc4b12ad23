import PerformanceProfiles

/// Folded stacks as a tree: a node is a function below one chain of callers.
struct CallTree {
  /// The function; empty at the root.
  var name: String
  /// What the function itself cost here.
  var own = 0
  /// Its own cost and that of everything it called.
  var total = 0
  /// What it called, by name.
  var children: [String: CallTree] = [:]

  /// The tree of all stacks.
  init(_ stacks: FoldedStacks) {
    self.init(name: "")
    for (frames, cost) in stacks.costs { add(frames[...], cost) }
  }

  private init(name: String) { self.name = name }

  private mutating func add(_ frames: ArraySlice<String>, _ cost: Int) {
    total += cost
    guard let first = frames.first else {
      own += cost
      return
    }
    children[first, default: CallTree(name: first)].add(frames.dropFirst(), cost)
  }

  /// How many functions call one another at most.
  var depth: Int { 1 + (children.values.map(\.depth).max() ?? 0) }
}
