/// Sums the costs of functions while a dump is read, and finally merges the entries of each function.
struct FunctionCosts {
  /// The number of counted events.
  var eventCount = 0 {
    didSet { if total.isEmpty { total = [Int](repeating: 0, count: eventCount) } }
  }

  /// A function as the dump distinguishes it: `even` and its recursive calls `even'2`, each below one chain of callers.
  private struct Entry {
    var key: Key
    var name: ContextName
    var own: [Int]
    var calls: [Int]
  }

  fileprivate struct Key: Hashable {
    var object: String
    var file: String
    var name: String
  }

  private var entries: [Entry] = []
  private var indices: [Key: Int] = [:]
  private var total: [Int] = []

  /// The index of a function, which is added if it is new.
  mutating func index(object: String, file: String, name: String) -> Int {
    let key = Key(object: object, file: file, name: name)
    if let index = indices[key] { return index }
    let none = [Int](repeating: 0, count: eventCount)
    entries.append(Entry(key: key, name: ContextName(name), own: none, calls: none))
    indices[key] = entries.count - 1
    return entries.count - 1
  }

  /// Adds instructions of the function itself.
  /// - Returns: Whether the sum of all functions fits; no real program costs 2⁶³ instructions.
  mutating func addOwn(_ costs: [Int], to index: Int) -> Bool {
    _ = entries[index].own.add(costs)
    return total.add(costs)
  }

  /// Adds the cost of a call. A function's calls of itself are already in its own cost and in its other calls.
  mutating func addCall(from caller: Int, to callee: Int, _ costs: [Int]) {
    guard caller != callee else { return }
    _ = entries[caller].calls.add(costs)
  }

  /// The functions, each merged over its recursive calls and all its callers.
  func profile(events: [String]) -> CallgrindProfile {
    let none = [Int](repeating: 0, count: events.count)
    var functions: [Key: CallgrindProfile.Function] = [:]
    var stacks: [Key: CallgrindProfile.Stack] = [:]
    let outermost = outermostDepths
    for entry in entries {
      var key = entry.key
      key.name = entry.name.function
      var function =
        functions[key]
        ?? .init(object: key.object, file: key.file, name: key.name, ownCost: none, inclusiveCost: none)
      _ = function.ownCost.add(entry.own)
      if !entry.name.isBelowItself, outermost[context(of: entry)] == entry.name.depth {
        _ = function.inclusiveCost.add(entry.own)
        _ = function.inclusiveCost.add(entry.calls)
      }
      functions[key] = function
      var stack =
        stacks[context(of: entry)]
        ?? .init(frames: entry.name.frames, object: key.object, ownCost: none)
      _ = stack.ownCost.add(entry.own)
      stacks[context(of: entry)] = stack
    }
    return CallgrindProfile(
      events: events,
      functions: functions.sorted { $0.key < $1.key }.map { $0.value.limited(to: total) },
      stacks: stacks.sorted { $0.key < $1.key }.map(\.value))
  }

  /// The least depth of recursion of each function in the dump: 1, unless counting began inside the recursion.
  private var outermostDepths: [Key: Int] {
    entries.reduce(into: [:]) { depths, entry in
      let key = context(of: entry)
      depths[key] = min(depths[key] ?? Int.max, entry.name.depth)
    }
  }

  private func context(of entry: Entry) -> Key {
    Key(object: entry.key.object, file: entry.key.file, name: entry.name.context)
  }
}

extension FunctionCosts.Key: Comparable {
  fileprivate static func < (first: Self, second: Self) -> Bool {
    (first.name, first.object, first.file) < (second.name, second.object, second.file)
  }
}

/// A name as Callgrind composes it: the function, its depth of recursion from 2 on, and its callers, joined by
/// apostrophes.
struct ContextName {
  /// The name without the depth of recursion.
  var context: String
  /// The names from the outermost caller to the function.
  var frames: [String]
  /// 1 for the outermost call of a recursion.
  var depth: Int

  init(_ text: String) {
    var parts = text.split(separator: "'")
    depth = 1
    if parts.count > 1, let number = Int(parts[1]) {
      depth = number
      parts.remove(at: 1)
    }
    context = parts.joined(separator: "'")
    frames = parts.isEmpty ? [text] : parts.reversed().map { String($0) }
  }

  /// The function.
  var function: String { frames.last ?? context }
  /// Whether the function is among its own callers.
  var isBelowItself: Bool { frames.dropLast().contains(function) }
}

extension CallgrindProfile.Function {
  /// The function, limited to the cost of all functions: where a dump has no depths of recursion, cyclic calls count
  /// more than once.
  fileprivate func limited(to total: [Int]) -> Self {
    var function = self
    function.inclusiveCost = zip(inclusiveCost, total).map { min($0, $1) }
    return function
  }
}

extension [Int] {
  /// Adds the costs of each event; sums that overflow stay at the largest number.
  fileprivate mutating func add(_ others: [Int]) -> Bool {
    var fits = true
    for (index, other) in others.enumerated() {
      let (sum, isTooLarge) = self[index].addingReportingOverflow(other)
      self[index] = isTooLarge ? Int.max : sum
      fits = fits && !isTooLarge
    }
    return fits
  }
}
