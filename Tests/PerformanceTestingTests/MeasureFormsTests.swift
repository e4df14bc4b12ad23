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

// That this file compiles is the larger part of what it tests: no form is ambiguous in any isolation.
@Suite("The forms of measure", .samples(1), .duration(.zero), .warmup(.zero))
struct MeasureFormsTests {
  @Test("of synchronous bodies")
  func synchronous() throws {
    var captured = 0
    measure { 1 + 1 }
    measure {}
    measure("labelled") { captured += 1 }
    measure("throughput", throughput: .bytes(100)) { captured }
    measure("statements") {
      var sum = 0
      for number in 0..<10 { sum += number }
      return sum
    }
    measure("unique") { Unique(value: 1) }
    measure("class") { Reference(1) }
    measure("existential") { Large() as any Shape }
    measure("optional") { Int("12") }
    let result: BenchmarkResult = measure("returned") { [1, 2, 3].map { $0 + 1 } }
    #expect(result.id.label == "returned")
    try measure("throwing") { try JSONDecoder().decode([Int].self, from: Data("[1]".utf8)) }
    _ = measureGeneric { 5 }
    _ = measureGeneric { Reference(5) }
    #expect(captured > 0)
  }

  @Test("of bodies with an input of their own")
  func setup() throws {
    let numbers = (0..<100).reversed().map { $0 }
    measure(setup: { numbers }) { $0.sort() }
    measure("statements", setup: { numbers }) { input in
      input.sort()
      input.append(1)
    }
    measure("result", throughput: .elements(100), setup: { numbers }) { $0.removeLast() }
    measure("unique", setup: { 5 }) { Unique(value: $0) }
    measure("class", setup: { Reference(1) }) { $0.value }
    try measure("throwing", setup: { numbers }) { input in
      guard input.count == 100 else { throw Refusal() }
      return input.max()
    }
    _ = measureGeneric(setup: { numbers }, { $0.append(1) })
  }

  @Test("of bodies that say themselves what is measured")
  func region() throws {
    measure { m in
      m.start()
      m.stop()
    }
    measure("labelled", throughput: .bytes(1)) { m in
      let text = String(repeating: "a", count: 100)
      m.start()
      let count = text.count
      m.stop()
      return count
    }
    try measure("throwing") { m in
      m.start()
      defer { m.stop() }
      return try JSONDecoder().decode([Int].self, from: Data("[1]".utf8))
    }
  }

  @Test("of asynchronous bodies, with synchronous ones beside them")
  func asynchronous() async throws {
    await measure { await Task.yield() }
    await measure("labelled", throughput: .elements(1)) {
      await Task.yield()
      return 5
    }
    await measure("setup", setup: { [3, 1, 2] }) { input in
      await Task.yield()
      input.sort()
    }
    await measure("region") { m in
      m.start()
      await Task.yield()
      m.stop()
    }
    await measure("unique") {
      await Task.yield()
      return Unique(value: 1)
    }
    try await measure("throwing") { try await Task.sleep(for: .zero) }
    measure("synchronous") { 1 + 1 }
    measure("synchronous setup", setup: { [3, 1, 2] }) { $0.sort() }
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
    #expect(state > 0)
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

  @Test("end with what the body throws, at once and with its type")
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

  @Test("give every input to one iteration only, and each iteration its own")
  func inputs() {
    var made = 0
    var seen: [Int] = []
    measure(setup: { () -> Int in
      made += 1
      return made
    }) { input in
      seen.append(input)
    }
    let isOneForEach = seen.elementsEqual(1...made)  // showing the difference of long arrays would take minutes
    #expect(isOneForEach)
  }

  @Test("name the benchmark by its test and label")
  func identity() {
    let plain = measure { 1 }
    #expect(plain.id.module == "PerformanceTestingTests")
    #expect(plain.id.suite == ["MeasureFormsTests"])
    #expect(plain.id.test == "identity()")
    #expect(plain.id.label == nil)
    #expect(measure("x y") { 1 }.id.label == "x y")
    #expect(measure("s", setup: { 1 }) { $0 }.id.label == "s")
  }

  @Test("run the body once in a detached thread, which no longer knows its test")
  func detached() async {
    let id = await Task.detached { measure("gone") { 1 }.id }.value
    #expect(id.module == "PerformanceTestingTests")
    #expect(id.test == "(detached)")
  }
}
