import Foundation
import PerformanceTesting
import Testing

/// What users edit.
@Suite(.performance, .metrics(.wallClock, .allocations), .samples(5), .warmup(.milliseconds(2)))
struct WorkPerformance {
  @Test(.counting(Work.current.has("uncounted") ? .off : .on)) func loop() {
    if Work.current.has("loop.exits") { exit(0) }
    let cost = Work.current.cost("loop", default: 20_000)
    measure { cost.spend() }
  }

  @Test func allocate() {
    if Work.current.has("allocate.exits") { exit(0) }
    let (cost, count) = (Work.current.cost("allocate.time"), Work.current.number("allocate", default: 12))
    measure { () -> [Box] in
      cost.spend()
      return boxes(count)
    }
  }

  @Test func labels() {
    let (cost, count) = (Work.current.cost("labels"), Work.current.has("more") ? 3 : 2)
    func body() -> [Box] {
      cost.spend()
      return boxes(count)
    }
    measure("../../x\u{1B}[31m<script>\n") { body() }
    measure(String(repeating: "long ", count: 2_000)) { body() }
  }
}
