import PerformanceRecords
import PerformanceSystem

extension ListingError: CustomStringConvertible {
  package var description: String {
    "the test bundle \(ending.text)\(leftovers?.text ?? "") while listing its tests: \(output)"
  }
}
