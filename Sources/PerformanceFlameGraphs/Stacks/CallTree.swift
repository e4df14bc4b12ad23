import PerformanceProfiles

/// Folded stacks as a tree: a node is a function below one chain of callers.
struct CallTree {
  /// The function; empty at the root.
  var name: String
  /// The cost of the function itself in this node.
  var own = 0
  /// The cost of the function and everything it called.
  var total = 0
  /// The callees, by name.
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

  /// The greatest depth of calls.
  var depth: Int { 1 + (children.values.map(\.depth).max() ?? 0) }
}
