import PerformanceMeasurement
import PerformanceTesting
import Testing

private final class Sum: Sendable {
  let value: Int

  init(_ value: Int) { self.value = value }
}

private struct UniqueSum: ~Copyable {
  var value: Int
}

private protocol Summed { var value: Int { get } }

extension Sum: Summed {}

private struct LargeSum: Summed {
  var value: Int
  var rest = (1, 2, 3, 4, 5, 6)
}

/// A pure function that the optimiser may inline, hoist out of a loop, or leave out.
///
/// The chain of multiplications has no closed form and cannot be vectorised, and nothing in it
/// can trap, which would keep it.
@inline(__always)
private func sum(_ count: Int) -> Int {
  var state = count
  var number = 0
  while number < count {
    state = (state &* 6_364_136_223_846_793_005) ^ number
    number &+= 1
  }
  return state
}

/// The fastest of some samples, in nanoseconds an iteration; `nil` when the body ran only once.
private func fastest(_ result: BenchmarkResult) -> Double? {
  result.isMeasured ? result[.wallClock]?.minimum : nil
}

/// In a caller that is generic and not specialised, nothing is known of the result.
@inline(never)
@_optimize(none)
private func measureUnspecialised<Value>(_ label: String, _ body: () -> Value) -> BenchmarkResult {
  measure(label) { body() }
}

private func measureSpecialised<Value>(_ label: String, _ body: () -> Value) -> BenchmarkResult {
  measure(label) { body() }
}

/// A hundred times the work must cost many times the time: a body that was hoisted out of the loop or removed costs the
/// same at any size. Both are timed in one process, so the speed of the machine cancels.
@Suite(
  "The optimiser neither removes nor hoists a body",
  .enabled(if: BuildTraits.unmeasurable == nil, "only an optimised build can show it"), .serialized,
  .metrics(.wallClock), .samples(15), .duration(.milliseconds(10)), .warmup(.milliseconds(2)))
struct OptimiserTests {
  // The bodies capture nothing: only then can the compiler see from the loop into the body.
  private func expectRatio(_ small: BenchmarkResult, _ large: BenchmarkResult) throws {
    let short = try #require(fastest(small))
    let long = try #require(fastest(large))
    #expect(long >= 20 * short, "\(small.benchmark.label ?? ""): \(short) ns and \(long) ns")
  }

  @Test("that returns a number")
  func trivial() throws {
    try expectRatio(measure("number") { sum(20) }, measure("large number") { sum(2000) })
    try expectRatio(measure("optional") { Optional(sum(20)) }, measure("large optional") { Optional(sum(2000)) })
  }

  @Test("that captures its input")
  func captured() throws {
    let (few, many) = (20, 2000)
    try expectRatio(measure("few") { sum(few) }, measure("many") { sum(many) })
  }

  @Test("that returns an object")
  func object() throws {
    try expectRatio(measure("object") { Sum(sum(20)) }, measure("large object") { Sum(sum(2000)) })
  }

  @Test("that returns an existential, boxed or not")
  func existential() throws {
    try expectRatio(
      measure("object") { Sum(sum(20)) as any Summed }, measure("large object") { Sum(sum(2000)) as any Summed })
    try expectRatio(
      measure("boxed") { LargeSum(value: sum(20)) as any Summed },
      measure("large boxed") { LargeSum(value: sum(2000)) as any Summed })
    try expectRatio(measure("any") { sum(20) as Any }, measure("large any") { sum(2000) as Any })
  }

  @Test("in a generic caller, specialised or not")
  func generic() throws {
    try expectRatio(measureSpecialised("known") { sum(20) }, measureSpecialised("large known") { sum(2000) })
    try expectRatio(measureUnspecialised("unknown") { sum(20) }, measureUnspecialised("large unknown") { sum(2000) })
  }

  @Test("whose result cannot be copied")
  func unique() throws {
    try expectRatio(measure("unique") { UniqueSum(value: sum(20)) }, measure("large") { UniqueSum(value: sum(2000)) })
  }

  @Test("that has an input of its own, or marks the measured region")
  func otherForms() throws {
    try expectRatio(measure("input", setup: { 20 }) { sum($0) }, measure("large", setup: { 2000 }) { sum($0) })
    func region(_ m: inout Stopwatch, _ count: Int) -> Int {
      m.start()
      defer { m.stop() }
      return sum(count)
    }
    try expectRatio(measure("region") { m in region(&m, 20) }, measure("large region") { m in region(&m, 2000) })
  }

  @Test("that throws")
  func throwing() throws {
    struct Refusal: Error {}
    func checked(_ sum: Int) throws -> Int {
      guard sum != 0 else { throw Refusal() }
      return sum
    }
    try expectRatio(
      try measure("throwing") { try checked(sum(20)) }, try measure("large throwing") { try checked(sum(2000)) })
  }

  @Test("that is asynchronous")
  func asynchronous() async throws {
    // An empty asynchronous iteration costs tens of nanoseconds, so the work is larger.
    let (few, many) = (blackBox(200), blackBox(20_000))
    let short = try #require(fastest(await measure("small") { () async in sum(few) }))
    let long = try #require(fastest(await measure("large") { () async in sum(many) }))
    #expect(long >= 20 * short, "\(short) ns and \(long) ns")
  }

  @Test("nor runs it more than once an iteration")
  func onceAnIteration() async {
    var runs = 0
    _opaqueLoop(1000) {
      runs += 1
      return true
    }
    #expect(runs == 1000)
    await _opaqueLoop(1000) { () async in runs += 1 }
    #expect(runs == 2000)
  }
}
