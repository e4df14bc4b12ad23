import PerformanceTesting
import Testing

/// Sorting and searching of small and large arrays.
///
/// A regression means more comparisons, a copy where there was none, or comparisons through an unspecialised closure.
@Suite(.performance, .duration(.milliseconds(40)))
struct SortingPerformance {
  @Test("Sort integers in place", arguments: [1_000, 10_000])
  func integers(count: Int) {
    let numbers = SplitMix64.integers(count)
    measure("\(count)", throughput: .elements(count), setup: { numbers.uncopied }) { $0.sort() }
  }

  @Test("Sort strings in place", arguments: [1_000, 10_000])
  func strings(count: Int) {
    let words = SplitMix64.words(count)
    measure("\(count)", throughput: .elements(count), setup: { words.uncopied }) { $0.sort() }
  }

  @Test func structsByTwoKeys() {
    let places = Place.many(1_000)
    measure(throughput: .elements(1_000), setup: { places.uncopied }) {
      $0.sort { ($0.region, $0.height) < ($1.region, $1.height) }
    }
  }

  @Test func binarySearch() {
    let sorted = SplitMix64.integers(10_000).sorted()
    let wanted = SplitMix64.integers(400, seed: 12)
    measure(throughput: .elements(400)) {
      wanted.reduce(into: 0) { $0 &+= sorted.firstIndex(notBelow: $1) }
    }
  }
}

extension Array {
  /// An array of its own storage, so that sorting it does not copy first.
  fileprivate var uncopied: [Element] {
    var copy = self
    copy.reserveCapacity(count + 1)
    return copy
  }
}

extension [Int] {
  fileprivate func firstIndex(notBelow value: Int) -> Int {
    var range = indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = self[middle] < value ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}

private struct SmallestTen {
  private(set) var values: [Int] = []

  mutating func insert(_ value: Int) {
    if values.count == 10, let last = values.last, last <= value { return }
    values.insert(value, at: values.firstIndex { $0 > value } ?? values.endIndex)
    if values.count > 10 { values.removeLast() }
  }
}
