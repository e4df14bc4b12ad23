// What users write, compiled as they compile it: without access to the package.
import PerformanceTesting
import Testing

@Suite(.performance, .metrics(.standard, .cpuTime, .memory), .duration(.milliseconds(20)), .samples(10), .warmup(.zero))
struct CatalogPerformance {
  @Test(
    .budget(.wallClock, p50: .milliseconds(1), p99: .milliseconds(5)), .budget(.allocations, maximum: 12),
    .budget(.io, mean: 0), .tolerance(.memory, .percent(5)), .tolerance(.wallClock, .absolute(100)),
    .counting(.off), .environment("LANG"))
  func decode() throws {
    let result = measure("json", throughput: .bytes(1_024)) { blackBox("12").count }
    if let time = result.wallClock {
      #expect(time.minimum <= time.p50 && time.median <= time.p90 && time.p95 <= time.p99 && time.mean <= time.maximum)
      #expect(time.quantile(0.999) < .seconds(1))
    }
    #expect(try #require(result[.allocations]).mean >= 0)
    #expect(result["hits"]?.samples == nil)
    result.record(CustomMetric("hits", value: 3, unit: .count))
    result.record(
      CustomMetric(
        "rate", value: 0.93, unit: MetricUnit("share"), direction: .higherIsBetter, kind: .exact,
        tolerance: Tolerance(relative: 0.1, absolute: 0.01)))
    for verdict in result.verdicts where verdict.metric == Metric.wallClock.name {
      switch verdict.outcome {
      case .regressed, .overBudget: print(result.id, verdict, verdict.ratio ?? 1, verdict.unit?.rawValue ?? "")
      default: break
      }
    }
  }

  @Test(.budget(.relativeTime, maximum: 0.9), .tolerance(.relativeTime, .percent(10)))
  func sideBySide() async throws {
    let result = measure("new", relativeTo: { blackBox(12).description }) { blackBox(12) + 1 }
    if let ratio = result[.relativeTime] { #expect(ratio.median < 2) }
    try measure("throwing", relativeTo: { 1 }) { try #require(Int("12")) }
    await measure("asynchronous", throughput: .elements(1), relativeTo: { await Task.yield() }) { await Task.yield() }
    measure("input", setup: { [3, 1, 2] }, relativeTo: { $0.sort() }) { $0.sort(by: <) }
    measure("owned input", setup: { OwnedFile(descriptor: -1) }, relativeTo: { $0.read() }) { $0.descriptor }
    await measure("asynchronous input", setup: { OwnedFile(descriptor: -1) }, relativeTo: { $0.read() }) { file in
      await Task.yield()
      return file.read()
    }
  }

  @Test(.complexity(.linearithmic), arguments: [100, 1_000, 10_000, 100_000])
  func growth(count: Int) {
    measure(setup: { Array((0..<count).reversed()) }) { $0.sort() }
  }

  @Test(.complexity(.linear, size: { (text: Substring) in text.utf8.count }), arguments: ["a", "bcd"] as [Substring])
  func givenSize(text: Substring) {
    let classes: [Complexity] = [.constant, .logarithmic, .linear, .linearithmic, .quadratic, .cubic]
    #expect(Set(classes).count == 6)
    measure { text.split(separator: "b") }
  }

  @Test func forms() async throws {
    measure(setup: { [3, 1, 2] }) { $0.sort() }
    measure { stopwatch in
      stopwatch.start()
      stopwatch.stop()
    }
    await measure { () async in await Task.yield() }
    let metrics: [any MetricSelection] = [.wallClock, .io]
    #expect(metrics.flatMap(\.metrics).count == 3)
  }

  @Test(.coldStart, .budget(.wallClock, maximum: .milliseconds(50)))
  func first() {
    measure { String(blackBox(3)) }
  }

  @Test(.metrics(.throughput, .memory), .budget(.throughput, p50: 1e6), .tolerance(.throughput, .percent(10)))
  func rate() {
    let result = measure(throughput: .elements(3)) { [3, 1, 2].sorted() }
    #expect(result[.throughput]?.mean ?? 1 > 0)
  }

  @Test func noncopyable() async throws {
    let file = blackBox(OwnedFile(descriptor: -1))
    #expect(file.descriptor == -1)
    measure(setup: { OwnedFile(descriptor: -1) }) { $0.read() }
    measure(setup: { Optional(OwnedFile(descriptor: -1)) }) { $0.take()?.close() }
    await measure(setup: { OwnedFile(descriptor: -1) }) { file in
      await Task.yield()
      return file.read()
    }
  }

  @Test func errorsOfTwoTypes() async throws {
    try measure(setup: { () throws(OpenFailure) in try OwnedFile.open() }) {
      (file: inout OwnedFile) throws(ReadFailure) in try file.line()
    }
    try await measure(setup: { () async throws(OpenFailure) in try OwnedFile.open() }) {
      (file: inout OwnedFile) async throws(ReadFailure) in try file.line()
    }
    try measure(setup: OwnedFile.open) { _ in }
    try measure("old and new", relativeTo: { () throws(OpenFailure) in try OwnedFile.open() }) {
      () throws(ReadFailure) in try OwnedFile(descriptor: -1).line()
    }
    try measure(
      "old and new input", setup: { () throws(OpenFailure) in try OwnedFile.open() }, relativeTo: { $0.read() }
    ) { (file: inout OwnedFile) throws(ReadFailure) in try file.line() }
  }
}

struct OpenFailure: Error {}
struct ReadFailure: Error {}

struct OwnedFile: ~Copyable {
  var descriptor: Int

  static func open() throws(OpenFailure) -> OwnedFile { OwnedFile(descriptor: -1) }

  func read() -> Int { descriptor }

  func line() throws(ReadFailure) -> String { "" }

  consuming func close() {}
}
