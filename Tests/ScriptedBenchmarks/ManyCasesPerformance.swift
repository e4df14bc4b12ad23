import PerformanceTesting
import Testing

/// A suite whose function has as many cases as the line `many NUMBER` of the work says; disabled without one.
///
/// The case that the line `many.grown CASE` names allocates one object more than the others.
@Suite(
  .enabled(if: Work.current.has("many")), .performance, .metrics(.allocations), .samples(1), .warmup(.zero))
struct ManyCasesPerformance {
  @Test(arguments: 0..<Work.current.number("many", default: 0))
  func each(number: Int) {
    // As long as a sample: a single iteration is enough.
    let cost = Work.current.cost("many.time", default: 2_000_000)
    let count = number == Work.current.number("many.grown", default: -1) ? 2 : 1
    measure { () -> [Box] in
      cost.spend()
      return boxes(count)
    }
  }
}
