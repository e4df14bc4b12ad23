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
/// The chain of multiplications has no closed form and cannot be vectorised.
private func sum(_ count: Int) -> Int {
  var state = count
  for number in 0..<count { state = (state &* 6_364_136_223_846_793_005) ^ number }
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
  private static let (small, large) = (20, 2000)

  private func expectRatio(_ form: String, _ measured: (String, Int) -> BenchmarkResult) throws {
    let short = try #require(fastest(measured(form + " small", Self.small)))
    let long = try #require(fastest(measured(form + " large", Self.large)))
    #expect(long >= 20 * short, "\(form): \(short) ns and \(long) ns")
  }

  @Test("that returns a number")
  func trivial() throws {
    try expectRatio("number") { label, count in measure(label) { sum(count) } }
    try expectRatio("captured") { label, count in
      let (first, second) = (count, count)
      return measure(label) { sum(first) &+ sum(second) }
    }
    try expectRatio("optional") { label, count in measure(label) { Optional(sum(count)) } }
  }

  @Test("whose input is known while compiling")
  func constant() throws {
    let short = try #require(fastest(measure("small") { sum(20) }))
    let long = try #require(fastest(measure("large") { sum(2000) }))
    #expect(long >= 20 * short, "\(short) ns and \(long) ns")
  }

  @Test("that returns an object")
  func object() throws {
    try expectRatio("object") { label, count in measure(label) { Sum(sum(count)) } }
  }

  @Test("that returns an existential, boxed or not")
  func existential() throws {
    try expectRatio("object") { label, count in measure(label) { Sum(sum(count)) as any Summed } }
    try expectRatio("boxed") { label, count in measure(label) { LargeSum(value: sum(count)) as any Summed } }
    try expectRatio("any") { label, count in measure(label) { sum(count) as Any } }
  }

  @Test("in a generic caller, specialised or not")
  func generic() throws {
    try expectRatio("specialised") { label, count in measureSpecialised(label) { sum(count) } }
    try expectRatio("unspecialised") { label, count in measureUnspecialised(label) { sum(count) } }
  }

  @Test("whose result cannot be copied")
  func unique() throws {
    try expectRatio("unique") { label, count in measure(label) { UniqueSum(value: sum(count)) } }
  }

  @Test("that has an input of its own, or says itself what is measured")
  func otherForms() throws {
    try expectRatio("setup") { label, count in measure(label, setup: { count }) { sum($0) } }
    try expectRatio("region") { label, count in
      measure(label) { m in
        m.start()
        let result = sum(count)
        m.stop()
        return result
      }
    }
  }

  @Test("that throws")
  func throwing() throws {
    struct Refusal: Error {}
    func result(_ label: String, _ count: Int) throws -> BenchmarkResult {
      try measure(label) {
        guard count > 0 else { throw Refusal() }
        return sum(count)
      }
    }
    let short = try #require(fastest(try result("small", Self.small)))
    let long = try #require(fastest(try result("large", Self.large)))
    #expect(long >= 20 * short, "\(short) ns and \(long) ns")
  }

  @Test("that is asynchronous")
  func asynchronous() async throws {
    // An empty asynchronous iteration costs tens of nanoseconds, so the work is larger.
    let (few, many) = (opaque(200), opaque(20_000))
    let short = try #require(fastest(await measure("small") { () async in sum(few) }))
    let long = try #require(fastest(await measure("large") { () async in sum(many) }))
    #expect(long >= 20 * short, "\(short) ns and \(long) ns")
  }

  @Test("more than once an iteration")
  func notRepeated() throws {
    var runs = 0
    let result = measure("count") { runs += 1 }
    #expect(runs > 0)
    #expect(result.isMeasured)
  }
}
