import Foundation
import PerformanceTesting

/// Bodies of ordinary code whose costs are compared between a test bundle and a plain process.
enum Bodies {
  /// Bodies that never suspend.
  static let synchronous: [(name: String, body: @Sendable () throws -> Int)] = [
    ("empty", { 0 }),
    ("throwing", { (0..<20).reduce(0) { $0 + ((try? parse($1)) ?? 1) } }),
    ("throwing typed", { (0..<20).reduce(0) { $0 + ((try? parseTyped($1)) ?? 1) } }),
    ("throwing NSError", { (0..<20).reduce(0) { $0 + ((try? parseBridged($1)) ?? 1) } }),
    ("formatting", { String(format: "%5.2f %d", blackBox(3.25), blackBox(42)).count }),
    ("description", { "\(blackBox(3.25)) and \(blackBox(42))".utf8.count }),
    ("regex", { blackBox("order 4711 of 2026").matches(of: /[0-9]+/).count }),
    ("encoding", { try JSONEncoder().encode(Item.examples).count }),
    ("decoding", { try JSONDecoder().decode([Item].self, from: Item.json).count }),
    ("strings", { (0..<50).reduce(into: "") { $0 += "line \($1)\n" }.utf8.count }),
    ("dictionary", { (0..<100).reduce(into: [String: Int]()) { $0["key \($1 % 17)", default: 0] += $1 }.count }),
    ("sorting", { (0..<200).map { $0 &* 7_919 % 211 }.sorted()[7] }),
    ("environment", { ProcessInfo.processInfo.environment["PATH"]?.count ?? 0 }),
    ("set of strings", { Set((0..<50).map { "element \($0)" }).count }),
    ("object cast", { casts([1, "two", 3.0, Item(name: "x", price: 1)]) }),
    ("date", { Int(Date(timeIntervalSince1970: 1e9).formatted(.iso8601).count) }),
    // Last, since what a body leaves in the heap changes the instructions of the allocations after it.
    ("throwing through two callers", { (0..<20).reduce(0) { $0 + ((try? parseAgain($1)) ?? 1) } }),
    ("throwing into a result", { (0..<20).reduce(0) { $0 + (resultOfParsing($1) ?? 1) } }),
    ("throwing an object", { (0..<20).reduce(0) { $0 + ((try? parseObject($1)) ?? 1) } }),
  ]

  /// Bodies that may suspend.
  static let asynchronous: [(name: String, body: @Sendable () async throws -> Int)] = [
    ("empty asynchronous", { 0 }),
    (
      "actor hop",
      {
        for step in 0..<10 { await counter.add(step) }
        return 0
      }
    ),
    ("throwing asynchronous", { (try? await parseLater(1)) ?? 1 }),
    (
      "task group",
      {
        await withTaskGroup(of: Int.self) { group in
          for start in 0..<4 { group.addTask { start } }
          return await group.reduce(0, +)
        }
      }
    ),
    (
      "child task",
      {
        async let one = blackBox(1)
        return await one
      }
    ),
    ("unstructured task", { await Task { blackBox(1) }.value }),
    ("detached task", { await Task.detached { blackBox(1) }.value }),
    ("task-local value", { await $depth.withValue(3) { await read() } }),
    ("missing task-local value", { await read() }),
  ]

  struct Refusal: Error {
    var number: Int
  }

  @inline(never)
  static func parse(_ number: Int) throws -> Int {
    guard blackBox(number) % 2 == 0 else { throw Refusal(number: number) }
    return number
  }

  @inline(never)
  static func resultOfParsing(_ number: Int) -> Int? { try? Result { try parse(number) }.get() }

  /// Catches the error and throws another one.
  @inline(never)
  static func parseAgain(_ number: Int) throws -> Int {
    do { return try parse(number) } catch let refusal as Refusal { throw Refusal(number: -refusal.number) }
  }

  final class Objection: Error {}

  @inline(never)
  static func parseObject(_ number: Int) throws -> Int {
    guard blackBox(number) % 2 == 0 else { throw Objection() }
    return number
  }

  @inline(never)
  static func parseTyped(_ number: Int) throws(Refusal) -> Int {
    guard blackBox(number) % 2 == 0 else { throw Refusal(number: number) }
    return number
  }

  @inline(never)
  static func parseBridged(_ number: Int) throws -> Int {
    guard blackBox(number) % 2 == 0 else { throw NSError(domain: "bodies", code: number) }
    return number
  }

  @inline(never)
  static func parseLater(_ number: Int) async throws -> Int { try parse(number) }

  @inline(never)
  static func casts(_ values: [Any]) -> Int { values.count { $0 is any Codable } }

  @TaskLocal static var depth = 0

  @inline(never)
  static func read() async -> Int { depth }

  static let counter = Counter()
}

actor Counter {
  private var total = 0

  func add(_ number: Int) { total &+= number }
}

struct Item: Codable {
  var name: String
  var price: Int

  static let examples = (0..<5).map { Item(name: "chair \($0)", price: $0) }
  static let json = Data(#"[{"name": "chair", "price": 120}, {"name": "table", "price": 480}]"#.utf8)
}
