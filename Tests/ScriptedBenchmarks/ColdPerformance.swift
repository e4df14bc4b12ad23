import CPerformanceProbe
import PerformanceTesting
import Testing

/// Bodies whose first call takes longer than those that follow, and makes what both functions share.
@Suite(.performance, .coldStart)
struct ColdPerformance {
  private static let shared = boxes(Work.current.number("cold.boxes", default: 5))
  private let cost = Work.current.cost("cold", default: 3_000_000)

  @Test func first() {
    var isFirst = true
    measure { () -> Int in
      if isFirst { cost.spend() } else { perf_script_work(1_000) }
      isFirst = false
      return Self.shared.count
    }
  }

  @Test func again() {
    measure("first") { () -> Int in
      cost.spend()
      return Self.shared.count
    }
    if Work.current.has("cold.again") { measure("second") { cost.spend() } }
  }
}

/// A body that processes as many elements as the work says.
@Suite(.performance, .metrics(.standard, .throughput), .samples(5), .warmup(.milliseconds(2)))
struct RatePerformance {
  private let cost = Work.current.cost("rate", default: 20_000)
  private let elements = Work.current.number("elements", default: 1_000)

  @Test(.budget(.throughput, p50: 1_000_000)) func process() {
    measure(throughput: .elements(elements)) { cost.spend() }
  }
}
