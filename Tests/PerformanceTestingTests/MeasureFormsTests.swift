import Foundation
import PerformanceTesting
import Testing

/// A result that cannot be copied.
struct Unique: ~Copyable {
  var value: Int
}

/// A result behind a reference.
final class Reference: Sendable {
  let value: Int

  init(_ value: Int) { self.value = value }
}

/// A result behind an existential.
protocol Shape { var area: Double { get } }

/// A shape that fits into no existential without a box.
struct Large: Shape {
  var sides = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
  var area: Double { sides.0 * sides.5 }
}

struct Refusal: Error, Hashable {}

/// Generic callers see neither the type of the result nor that of the input.
func measureGeneric<Value>(_ make: () -> Value) -> BenchmarkResult { measure { make() } }
func measureGeneric<Value>(setup: () -> Value, _ change: (inout Value) -> Void) -> BenchmarkResult {
  measure(setup: setup) { change(&$0) }
}

// That this file compiles is a large part of what it tests: no form is ambiguous in any isolation.
@Suite("The forms of measure", .samples(1), .duration(.zero), .warmup(.zero))
struct MeasureFormsTests {
  /// Expects that the body ran: again and again where it is measured, else once.
  private static func expect(
    _ runs: Int, of result: BenchmarkResult, _ label: String?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.isMeasured ? runs > 1 : runs == 1, sourceLocation: sourceLocation)
    #expect(result.benchmark.label == label, sourceLocation: sourceLocation)
  }

  @Test("of synchronous bodies")
  func synchronous() throws {
    var runs = 0
    func ran<Value: ~Copyable>(_ value: consuming Value) -> Value {
      runs += 1
      return value
    }
    func check(_ result: BenchmarkResult, _ label: String?) {
      Self.expect(runs, of: result, label)
      runs = 0
    }
    measure {}
    check(measure { ran(1) + 1 }, nil)
    check(measure("labelled") { runs += 1 }, "labelled")
    check(measure("throughput", throughput: .bytes(100)) { ran(5) }, "throughput")
    let statements = measure("statements") {
      var sum = 0
      for number in 0..<10 { sum += number }
      return ran(sum)
    }
    check(statements, "statements")
    check(measure("unique") { ran(Unique(value: 1)) }, "unique")
    check(measure("class") { ran(Reference(1)) }, "class")
    check(measure("existential") { ran(Large() as any Shape) }, "existential")
    check(measure("optional") { ran(Int("12")) }, "optional")
    check(measure("array") { ran([1, 2, 3].map { $0 + 1 }) }, "array")
    let decoded = try measure("throwing") {
      ran(try JSONDecoder().decode([Int].self, from: Data("[1]".utf8)))
    }
    check(decoded, "throwing")
    check(measureGeneric { ran(5) }, nil)
    check(measureGeneric { ran(Reference(5)) }, nil)
  }

  @Test("of bodies with an input of their own")
  func setup() throws {
    let numbers = (0..<100).reversed().map { $0 }
    var sorted: [[Int]] = []
    func check(_ result: BenchmarkResult, _ label: String?) {
      Self.expect(sorted.count, of: result, label)
      #expect(sorted.allSatisfy { $0 == Array(0..<100) })
      sorted = []
    }
    func sort(_ input: inout [Int]) {
      input.sort()
      sorted.append(input)
    }
    check(measure(setup: { numbers }) { sort(&$0) }, nil)
    let statements = measure("statements", setup: { numbers }) { input in
      sort(&input)
      input.append(1)
    }
    check(statements, "statements")
    let result = measure("result", throughput: .elements(100), setup: { numbers }) { input in
      sort(&input)
      return input.removeLast()
    }
    check(result, "result")
    let thrown = try measure("throwing", setup: { numbers }) { input in
      guard input.count == 100 else { throw Refusal() }
      sort(&input)
      return input.max()
    }
    check(thrown, "throwing")
    check(measureGeneric(setup: { numbers }, { sort(&$0) }), nil)
    measure("unique", setup: { 5 }) { Unique(value: $0) }
    measure("class", setup: { Reference(1) }) { $0.value }
  }

  @Test("of bodies beside others")
  func relative() async throws {
    var (old, new) = (0, 0)
    func check(_ result: BenchmarkResult, _ label: String?) {
      Self.expect(new, of: result, label)
      #expect((old > 1) == result.isMeasured && old >= 1)
      (old, new) = (0, 0)
    }
    check(measure(relativeTo: { old += 1 }) { new += 1 }, nil)
    let results = measure(
      "results", throughput: .bytes(3),
      relativeTo: { () -> Int in
        old += 1
        return 5
      }
    ) { () -> Unique in
      new += 1
      return Unique(value: 1)
    }
    check(results, "results")
    let decoder = JSONDecoder()
    let json = Data("[1]".utf8)
    let throwing = try measure("throwing", relativeTo: { old += 1 }) {
      new += 1
      return try decoder.decode([Int].self, from: json)
    }
    check(throwing, "throwing")
    #expect(throws: Refusal.self) {
      try measure("thrown", relativeTo: { throw Refusal() }) { new += 1 }
    }
    new = 0
    let asynchronous = await measure(
      "asynchronous",
      relativeTo: {
        await Task.yield()
        old += 1
      }
    ) {
      await Task.yield()
      new += 1
    }
    check(asynchronous, "asynchronous")
    #expect(asynchronous.isMeasured == (asynchronous[.relativeTime] != nil))
  }

  @Test("of bodies that mark the measured region")
  func region() throws {
    var runs = 0
    func check(_ result: BenchmarkResult, _ label: String?) {
      Self.expect(runs, of: result, label)
      runs = 0
    }
    let plain = measure { m in
      m.start()
      runs += 1
      m.stop()
    }
    check(plain, nil)
    let labelled = measure("labelled", throughput: .bytes(1)) { m in
      let text = String(repeating: "a", count: 100)
      m.start()
      let count = text.count
      m.stop()
      runs += 1
      return count
    }
    check(labelled, "labelled")
    let thrown = try measure("throwing") { m in
      m.start()
      defer { m.stop() }
      runs += 1
      return try JSONDecoder().decode([Int].self, from: Data("[1]".utf8))
    }
    check(thrown, "throwing")
  }

  @Test("of asynchronous bodies, with synchronous ones beside them")
  func asynchronous() async throws {
    var runs = 0
    func check(_ result: BenchmarkResult, _ label: String?) {
      Self.expect(runs, of: result, label)
      runs = 0
    }
    let plain = await measure {
      await Task.yield()
      runs += 1
    }
    check(plain, nil)
    let labelled = await measure("labelled", throughput: .elements(1)) {
      await Task.yield()
      runs += 1
      return 5
    }
    check(labelled, "labelled")
    let setup = await measure("setup", setup: { [3, 1, 2] }) { input in
      await Task.yield()
      input.sort()
      if input == [1, 2, 3] { runs += 1 }
    }
    check(setup, "setup")
    let region = await measure("region") { m in
      m.start()
      await Task.yield()
      m.stop()
      runs += 1
    }
    check(region, "region")
    let unique = await measure("unique") {
      await Task.yield()
      runs += 1
      return Unique(value: 1)
    }
    check(unique, "unique")
    let throwing = try await measure("throwing") {
      try await Task.sleep(for: .zero)
      runs += 1
    }
    check(throwing, "throwing")
    check(measure("synchronous") { runs += 1 }, "synchronous")
    check(measure("synchronous setup", setup: { [3, 1, 2] }) { _ in runs += 1 }, "synchronous setup")
  }

  @Test("on the main actor")
  @MainActor func mainActor() async {
    var state = 0
    measure { state += 1 }
    measure("setup", setup: { [2, 1] }) { $0.sort() }
    measure("region") { m in
      m.start()
      state += 1
      m.stop()
    }
    await measure("async") {
      await Task.yield()
      MainActor.assertIsolated()
      state += 1
    }
    await measure("async setup", setup: { min(state, 1) }) { input in
      await Task.yield()
      state += input
    }
    #expect(state >= 4)
  }

  private actor Counter {
    var count = 0

    func measureAll() async -> Int {
      measure { count += 1 }
      measure("setup", setup: { [2, 1] }) { input in
        input.sort()
        count += 1
      }
      await measure("async") {
        await Task.yield()
        self.assertIsolated()
        count += 1
      }
      await measure("async region") { m in
        m.start()
        await Task.yield()
        count += 1
        m.stop()
      }
      return count
    }
  }

  @Test("on an actor")
  func onActor() async {
    #expect(await Counter().measureAll() >= 4)
  }

  @Test("end with the error of the body, at once and with its type")
  func throwing() async {
    var runs = 0
    #expect(throws: Refusal()) {
      try measure {
        runs += 1
        throw Refusal()
      }
    }
    #expect(runs == 1)
    do throws(Refusal) {
      try measure("typed") { () throws(Refusal) in throw Refusal() }
      Issue.record("did not throw")
    } catch {
      #expect(error == Refusal())
    }
    await #expect(throws: Refusal()) {
      try await measure("async") {
        await Task.yield()
        throw Refusal()
      }
    }
    #expect(throws: Refusal()) { try measure("setup", setup: { throw Refusal() }) { (_: inout Int) in } }
    #expect(throws: Refusal()) { try measure("body", setup: { 1 }) { _ in throw Refusal() } }
    #expect(throws: Refusal()) { try measure("region") { (_: inout Stopwatch) in throw Refusal() } }
  }

  @Test("name the benchmark by its test and label")
  func identity() {
    let plain = measure { 1 }
    #expect(plain.benchmark.module == "PerformanceTestingTests")
    #expect(plain.benchmark.suite == ["MeasureFormsTests"])
    #expect(plain.benchmark.test == "identity()")
    #expect(plain.benchmark.label == nil)
    #expect(measure("x y") { 1 }.benchmark.label == "x y")
    #expect(measure("s", setup: { 1 }) { $0 }.benchmark.label == "s")
  }

  @Test("run the body once in a detached thread, which has lost its test")
  func detached() async {
    let id = await Task.detached { measure("gone") { 1 }.benchmark }.value
    #expect(id.module == "PerformanceTestingTests")
    #expect(id.test == "(detached)")
  }
}
