import Foundation
import PerformanceRecords

/// The costs by function of a program, as in a dump file of Callgrind.
///
/// The lines `totals:` and `summary:` are ignored: they underflow to 1.8e19 when statistics were zeroed while other
/// threads ran.
package struct CallgrindProfile: Equatable, Sendable {
  /// The cost of a function.
  package struct Function: Equatable, Sendable {
    /// The path of the executable or library that has the function.
    package var object: String
    /// The source file; `???` without debug information.
    package var file: String
    /// The name in the symbol table, without marks of recursion and of callers.
    package var name: String
    /// Its own instructions, by event.
    package var ownCost: [Int]
    /// Its own instructions and those of its callees, by event; of recursive calls the outermost counts.
    package var inclusiveCost: [Int]

    package init(object: String, file: String, name: String, ownCost: [Int], inclusiveCost: [Int]) {
      self.object = object
      self.file = file
      self.name = name
      self.ownCost = ownCost
      self.inclusiveCost = inclusiveCost
    }
  }

  /// The cost of a function below one chain of callers.
  package struct Stack: Equatable, Sendable {
    /// The names from the outermost known caller to the function; only the function unless callers were separated.
    package var frames: [String]
    /// The path of the executable or library that has the function.
    package var object: String
    /// The function's own instructions, by event.
    package var ownCost: [Int]

    package init(frames: [String], object: String, ownCost: [Int]) {
      self.frames = frames
      self.object = object
      self.ownCost = ownCost
    }
  }

  /// The counted events, such as `Ir`, the instructions; more with a simulated cache.
  package var events: [String]
  /// The functions in order of their names.
  package var functions: [Function]
  /// The functions by chains of callers, in order of the chains.
  package var stacks: [Stack]

  package init(events: [String], functions: [Function], stacks: [Stack]) {
    self.events = events
    self.functions = functions
    self.stacks = stacks
  }

  /// Reads a dump file line by line.
  /// - Throws: ``InputError`` that names the file, the line and the remedy.
  package init(contentsOf file: URL) throws {
    var lines = try DumpLines(file)
    var parser = CallgrindParser(file: file.path)
    while let line = try lines.next() { try parser.take(line) }
    self = try parser.profile()
  }

  /// The label of the request that created a dump: `iteration-1` in `desc: Trigger: Client Request: iteration-1`.
  ///
  /// The line follows that with the whole command, which may be long. `nil` for a file without a label.
  package static func label(of file: URL) -> String? {
    guard var lines = try? DumpLines(file) else { return nil }
    while let line = try? lines.next() {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix(labelMarker) { return String(text.dropFirst(labelMarker.count)) }
      if text.hasPrefix("events:") { return nil }
    }
    return nil
  }

  private static let labelMarker = "desc: Trigger: Client Request: "

  /// The average costs of one of several iterations that were counted together.
  ///
  /// The number comes from another process, so it may be zero or negative; then nothing is divided.
  package func divided(by iterations: Int) -> CallgrindProfile {
    guard iterations > 1 else { return self }
    func share(_ costs: [Int]) -> [Int] { costs.map { $0 / iterations } }
    var profile = self
    for index in functions.indices {
      profile.functions[index].ownCost = share(functions[index].ownCost)
      profile.functions[index].inclusiveCost = share(functions[index].inclusiveCost)
    }
    for index in stacks.indices { profile.stacks[index].ownCost = share(stacks[index].ownCost) }
    return profile
  }

  /// The index of an event in every list of costs.
  package func index(of event: String) -> Int? { events.firstIndex(of: event) }
}
