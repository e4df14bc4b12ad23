import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceTestSupport
import PerformanceTesting
import Testing

/// The settings of the current test, as its sessions would have them.
private func settings(request: ChildRequest? = nil, throughput: Throughput? = nil) throws -> SessionSettings {
  try BenchmarkSettings(#require(Test.current)).session(
    MeasureForm(throughput: throughput), request: request, id: Example.id)
}

private func names(_ settings: SessionSettings) -> [String] { settings.metrics.map(\.description.name) }

private func tolerance(_ metric: Metric, in settings: SessionSettings) -> Tolerance? {
  settings.metrics.first { $0.description.name == metric.name }?.description.tolerance
}

@Suite("Settings without traits")
struct DefaultSettingsTests {
  @Test("are the default ones")
  func standard() throws {
    let settings = try settings()
    #expect(names(settings) == MetricGroup.standard.names)
    #expect(settings.duration == 60_000_000 && settings.samples == 30 && settings.warmup == 10_000_000)
    #expect(settings.iterations == nil && settings.slowdown.isNone && !settings.isSingleRun)
    #expect(try BenchmarkSettings(#require(Test.current)).budgets.isEmpty)
  }

  @Test("measure the first call where the trait says so", .coldStart)
  func coldStart() throws {
    #expect(try settings().isColdStart)
    let request = ChildRequest(task: .count, messages: URL(fileURLWithPath: "/dev/null"))
    #expect(try BenchmarkSettings(#require(Test.current)).count(request: request).isColdStart)
  }

  @Test("plant the slowdown of the request in counted windows")
  func plantedCount() throws {
    var request = ChildRequest(task: .count, messages: URL(fileURLWithPath: "/dev/null"))
    request.slowdown = PlantedSlowdown(.work, factor: 1.25)
    let settings = try BenchmarkSettings(#require(Test.current)).count(request: request)
    #expect(settings.slowdown == request.slowdown && !settings.isColdStart)
  }

  @Test("judge the rate that is asked for", .metrics(.standard, .throughput), .budget(.throughput, p50: 1e6))
  func rate() throws {
    #expect(try settings().metrics.first { $0.isRate }?.description.isJudged == true)
  }

  @Test("show the rate that only has a budget", .budget(.throughput, p50: 1e6))
  func budgetOnRate() throws {
    #expect(names(try settings()) == MetricGroup.standard.names + ["throughput"])
    #expect(try settings().metrics.last?.description.isJudged == false)
    let budgets = try BenchmarkSettings(#require(Test.current)).budgets
    #expect(budgets == [Budget(metric: "throughput", statistic: .p50, limit: 1e6)])
  }

  @Test("take iterations and slowdown from the request")
  func request() throws {
    var request = ChildRequest(task: .session, messages: URL(fileURLWithPath: "/dev/null"))
    request.iterations = [Example.id.description: 12, "other": 5]
    request.slowdown = PlantedSlowdown(.time, factor: 1.5)
    let settings = try settings(request: request, throughput: .bytes(7))
    #expect(settings.iterations == 12)
    #expect(settings.slowdown == PlantedSlowdown(.time, factor: 1.5))
    #expect(settings.throughput == .bytes(7))
  }

  @Test(
    "name every metric once, whatever requests it", .metrics(.standard, .memory, .wallClock),
    .budget(.wallClock, p95: 5))
  func unique() throws {
    #expect(names(try settings()) == MetricGroup.standard.names + ["objects"])
  }

  @Test(
    "limit different statistics of a metric, the last budget of each",
    .budget(.wallClock, p50: .milliseconds(2)), .budget(.wallClock, p95: .milliseconds(9)),
    .budget(.wallClock, p50: .microseconds(1500)))
  func budgets() throws {
    let budgets = try BenchmarkSettings(#require(Test.current)).budgets
    #expect(
      budgets == [
        Budget(metric: "wallClock", statistic: .p95, limit: 9e6),
        Budget(metric: "wallClock", statistic: .p50, limit: 1.5e6),
      ])
  }

  @Test(
    "limit several statistics at once, and every metric of a group",
    .budget(
      .io, minimum: 1, p50: 2, p90: 3, p95: 4, p99: 5, maximum: 6, mean: 7))
  func severalBudgets() throws {
    let budgets = try BenchmarkSettings(#require(Test.current)).budgets
    for metric in ["bytesRead", "bytesWritten"] {
      #expect(budgets.filter { $0.metric == metric }.map(\.statistic) == Budget.Statistic.known)
      #expect(budgets.filter { $0.metric == metric }.map(\.limit) == [1, 2, 3, 4, 5, 6, 7])
    }
  }

  @Test(
    "measure a metric with a budget and the requested ones, in any order of the traits", .budget(.cpuTime, p50: 5),
    .metrics(.allocations))
  func budgetBeforeMetrics() throws {
    #expect(names(try settings()) == ["allocations", "cpuTime"])
  }

  @Test("read only the metrics that the request names, where it names some", .budget(.cpuTime, p50: 5))
  func requestedMetrics() throws {
    var request = ChildRequest(task: .session, messages: URL(fileURLWithPath: "/dev/null"))
    request.metrics = ["cpuTime", "wallClock", "unknown"]
    #expect(names(try settings(request: request, throughput: .bytes(7))) == ["wallClock", "cpuTime"])
  }

  @Test("count instructions")
  func counting() throws {
    #expect(try BenchmarkSettings(#require(Test.current)).counting == .on)
  }

  @Test("leave counting out where the test says so", .counting(.off))
  func uncounted() throws {
    #expect(try BenchmarkSettings(#require(Test.current)).counting == .off)
  }

  @Test("take samples without limit for a requested duration", .duration(.seconds(1)))
  func duration() throws {
    let settings = try settings()
    #expect(settings.duration == 1_000_000_000 && settings.samples == .max)
  }

  @Test("compare with another body only where a call has one", .budget(.relativeTime, maximum: 0.9))
  func relative() throws {
    let settings = try BenchmarkSettings(#require(Test.current))
    func names(_ bodies: MeasuredBodies) -> [String] {
      settings.session(MeasureForm(bodies: bodies), request: nil, id: Example.id).metrics.map(\.description.name)
    }
    #expect(names(.one) == MetricGroup.standard.names)
    #expect(names(.two) == MetricGroup.standard.names + ["relativeTime"])
    #expect(settings.budgets == [Budget(metric: "relativeTime", statistic: .maximum, limit: 0.9)])
  }

  @Test("set the tolerance of every metric of a group", .metrics(.memory), .tolerance(.memory, .percent(7)))
  func groupTolerance() throws {
    #expect(Set(try settings().metrics.map(\.description.tolerance)) == [.percent(7)])
  }

  @Test("take at least one sample", .samples(-3))
  func atLeastOneSample() throws {
    #expect(try settings().samples == 1)
  }
}

@Suite(
  "Settings of a suite", .metrics(.wallClock, .allocations), .tolerance(.wallClock, .percent(5)),
  .tolerance(.allocations, .absolute(3)), .budget(.peakResidentMemory, maximum: 1e6), .duration(.milliseconds(7)),
  .samples(9), .warmup(.milliseconds(3)))
struct SuiteSettingsTests {
  @Test("apply to its tests")
  func inherited() throws {
    let settings = try settings()
    #expect(names(settings) == ["wallClock", "allocations", "peakResidentMemory"])
    #expect(tolerance(.wallClock, in: settings) == .percent(5))
    #expect(tolerance(.allocations, in: settings) == .absolute(3))
    #expect(settings.duration == 7_000_000 && settings.samples == 9 && settings.warmup == 3_000_000)
  }

  @Test(
    "give way to those of a test", .metrics(.wallClock, .retains), .tolerance(.wallClock, .percent(50)), .samples(4),
    .budget(.peakResidentMemory, maximum: 2e6))
  func overridden() throws {
    let settings = try settings()
    #expect(names(settings) == ["wallClock", "retains", "peakResidentMemory"])
    #expect(tolerance(.wallClock, in: settings) == .percent(50))
    #expect(settings.samples == 4 && settings.duration == 7_000_000)
    let budgets = try BenchmarkSettings(#require(Test.current)).budgets
    #expect(budgets == [Budget(metric: "peakResidentMemory", statistic: .maximum, limit: 2e6)])
  }

  @Suite("Not counted", .counting(.off))
  struct NotCounted {
    @Test("hold for counting as well")
    func inherited() throws {
      #expect(try BenchmarkSettings(#require(Test.current)).counting == .off)
    }

    @Test("give way to those of a test that is counted", .counting(.on))
    func overridden() throws {
      #expect(try BenchmarkSettings(#require(Test.current)).counting == .on)
    }
  }

  @Suite("Nested", .metrics(.cpuTime), .samples(6))
  struct Nested {
    @Test("give way to those of a nested suite")
    func nested() throws {
      let settings = try settings()
      #expect(names(settings) == ["cpuTime", "peakResidentMemory"])
      #expect(settings.samples == 6 && settings.duration == 7_000_000)
    }

    @Test("give way to those of a test of a nested suite", .metrics(.bytesRead), .duration(.seconds(1)))
    func innermost() throws {
      let settings = try settings()
      #expect(names(settings) == ["bytesRead", "peakResidentMemory"])
      #expect(settings.samples == 6 && settings.duration == 1_000_000_000)
    }
  }
}

@Suite("Variables of the environment", .environment("SUITE"))
struct EnvironmentTraitTests {
  @Test("are those of the suite and of the test", .environment("TEST", "OTHER"), .environment("THIRD"))
  func names() throws {
    #expect(try BenchmarkSettings(#require(Test.current)).variables == ["SUITE", "TEST", "OTHER", "THIRD"])
  }

  @Test("are those of the suite where the test names none")
  func inherited() throws {
    #expect(try BenchmarkSettings(#require(Test.current)).variables == ["SUITE"])
  }
}
