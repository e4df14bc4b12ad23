import PerformanceTesting
import Testing

/// Bodies that cost what the script says of each size.
@Suite(.performance, .metrics(.wallClock), .samples(5), .warmup(.milliseconds(2)), .counting(.off))
struct GrowthPerformance {
  @Test(.complexity(.linear), arguments: [1, 4, 16, 64])
  func grow(size: Int) {
    let cost = Work.current.cost("grow.\(size)", default: 2_000 * size)
    measure { cost.spend() }
  }

  /// Disabled where the script does not name it: it is red in continuous integration.
  @Test(.enabled(if: Work.current.has("few")), .complexity(.constant), arguments: [1, 64])
  func fewSizes(size: Int) {
    let cost = Work.current.cost("few")
    measure { cost.spend() }
  }
}

/// A body beside the one that it is to replace.
@Suite(.performance, .metrics(.allocations), .samples(5), .warmup(.milliseconds(2)), .counting(.off))
struct RelativePerformance {
  @Test(.budget(.relativeTime, maximum: 0.9)) func replaced() {
    let (old, new) = (Work.current.cost("old", default: 10_000), Work.current.cost("new", default: 8_000))
    measure("new", relativeTo: { old.spend() }) { new.spend() }
  }

  @Test func prepared() {
    let setup = Work.current.cost("prepared.setup", default: 3_000)
    let (old, new) = (Work.current.cost("prepared.old"), Work.current.cost("prepared.new"))
    measure(setup: { setup.spend() }, relativeTo: { _ in old.spend() }) { _ in new.spend() }
  }
}
