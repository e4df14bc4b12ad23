import PerformanceRecords

/// The renames of benchmarks, which may follow each other.
package struct HistoryRenames: Equatable, Sendable {
  /// The renames in the order of the file.
  package private(set) var all: [HistoryRename]

  /// Why a list of renames has no meaning.
  package enum Problem: Error, Equatable, Sendable {
    /// A second rename of a name, or of a part of it; its position in the list.
    case repeated(Int)
    /// A rename that leads back to its own name; its position in the list.
    case circular(Int)
  }

  /// No renames.
  package init() { all = [] }

  /// - Throws: ``Problem``.
  package init(_ all: [HistoryRename]) throws(Problem) {
    self.all = all
    for (index, rename) in all.enumerated() {
      if all[..<index].contains(where: rename.overlaps) { throw .repeated(index) }
      var name = rename.old
      for _ in all.indices {
        guard let next = next(name) else { break }
        if next == rename.old { throw .circular(index) }
        name = next
      }
    }
  }

  /// The present name of a benchmark.
  package func current(_ id: BenchmarkID) -> BenchmarkID {
    var name = id
    // Each rename applies once at most: there are no circles.
    for _ in all.indices {
      guard let next = next(name) else { break }
      name = next
    }
    return name
  }

  /// All names of a benchmark, the present one first.
  package func names(of id: BenchmarkID) -> [BenchmarkID] {
    var names = [current(id)]
    var index = 0
    while index < names.count {
      for rename in all {
        if let old = rename.oldName(of: names[index]), !names.contains(old), current(old) == names[0] {
          names.append(old)
        }
      }
      index += 1
    }
    return names
  }

  private func next(_ id: BenchmarkID) -> BenchmarkID? { all.lazy.compactMap { $0.newName(of: id) }.first }
}
