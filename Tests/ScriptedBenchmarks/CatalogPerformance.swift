import PerformanceTesting
import Testing

/// The first test of the README, with times of a script.
@Suite(.performance)
struct CatalogPerformance {
  @Test func decode() {
    let cost = Work.current.cost("decode", default: 9_000)
    measure { () -> [Box] in
      cost.spend()
      return boxes(5)
    }
  }

  @Test(arguments: [100, 1_000])
  func sort(count: Int) {
    let cost = Work.current.cost("sort.\(count)", default: 40 * count)
    measure("\(count)", setup: { Array(0..<count) }) { values in
      cost.spend()
      values.swapAt(0, 1)
    }
  }
}
