import CPerformanceProbe
import Foundation
import PerformanceTesting
import Testing

/// What goes wrong where the work names it.
@Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)))
struct FailingPerformance {
  private let work = Work.current
  private let cost = Work.current.cost("failing")

  @Test(.enabled(if: !Work.current.has("disabled"))) func optional() { measure { cost.spend() } }

  @Test func recorded() {
    let result = measure { cost.spend() }
    result.record(CustomMetric("lines", value: work.has("lines") ? 20 : 10, unit: .count, kind: .exact))
  }

  @Test(.budget(.wallClock, minimum: .milliseconds(2)), .tolerance(.wallClock, .percent(1_000_000))) func budget() {
    let cost = work.cost("budget")
    measure { cost.spend() }
  }

  @Test func slow() {
    let file = work.text("slow")
    measure {
      cost.spend()
      if let file { hold(file) }
    }
  }

  @Test func throwing() throws {
    let fails = work.has("throw")
    try measure {
      cost.spend()
      if fails { throw Broken() }
    }
  }

  @Test func crashing() {
    let crashes = work.has("crash")
    measure {
      cost.spend()
      if crashes { fatalError("planted") }
    }
  }

  @Test func exiting() {
    let exits = work.has("exit")
    measure {
      cost.spend()
      if exits { exit(0) }
    }
  }

  @Test func endless() {
    let isCounted = ProcessInfo.processInfo.environment["PERFTEST_CHILD"] == "count"
    let hangs = work.has("endless") || (work.has("endless.counted") && isCounted)
    measure {
      cost.spend()
      if hangs { hang() }
    }
  }

  @Test func expecting() {
    measure { cost.spend() }
    #expect(!work.has("expect"))
    #expect(!work.has("later") || ProcessInfo.processInfo.environment["PERFTEST_CHILD"] != nil)
  }

  @Test func twice() {
    measure("first") { cost.spend() }
    measure(work.has("twice") ? "first" : "second") { cost.spend() }
  }
}

/// A suite that a trait before `.performance` can disable.
@Suite(
  .enabled(if: !Work.current.has("suite")), .performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2))
)
struct OptionalPerformance {
  @Test(.environment(Work.current.has("nameless") ? "" : "SCRIPTED")) func whole() {
    let cost = Work.current.cost("whole")
    measure { cost.spend() }
  }
}

/// A suite of no benchmarks.
struct OrdinaryTests {
  @Test func outside() {
    for file in Work.current.words("outside.runs") { try? Data().write(to: URL(fileURLWithPath: file)) }
    let cost = Work.current.cost("outside")
    measure { cost.spend() }
  }
}
