/// Selects the instructions that repeat exactly between processes.
///
/// Counts of unchanged code differed by 0.01 to 2.5 % between runs: the allocator's work depends on the state of the
/// heap, copying and comparing on alignment, and some tables of the Swift runtime are hashed by addresses. Without
/// those functions counts were identical to the instruction. The counts of allocations cover the cost of allocating.
package enum ExactCost {
  /// The prefixes of the file names of the C library and the loader. Whole libraries are excluded, because their
  /// internal functions have names only where debug information of the C library is installed.
  ///
  /// Swift Testing is excluded because it looks up every thrown error, by its address, in its own table.
  private static let libraries = ["libTesting", "libc.so", "libc-", "ld-linux", "ld-musl", "ld.so", "ld64.so"]
  /// Tables of the Swift runtime that are hashed by addresses, and functions that move them when they grow.
  private static let runtimeTables = [
    "llvm::hash", "TupleCacheEntry", "ConcurrentReadableHashMap", "MetadataCacheKey", "ConformanceCache",
    "HashMapElementWrapper", "moveInitialize",
  ]

  /// Whether the cost of a library's function repeats.
  package static func repeats(object: String, name: String) -> Bool {
    let library = object.split(separator: "/").last ?? ""
    return !libraries.contains { library.hasPrefix($0) } && !runtimeTables.contains { name.contains($0) }
  }
}

extension CallgrindProfile {
  /// Instructions of the functions whose cost repeats exactly; `nil` when instructions were not counted.
  package var exactInstructions: Int? { instructions { ExactCost.repeats(object: $0.object, name: $0.name) } }

  /// Instructions of all functions, which vary a little between processes; `nil` when they were not counted.
  package var totalInstructions: Int? { instructions { _ in true } }

  private func instructions(where isCounted: (Function) -> Bool) -> Int? {
    index(of: "Ir").map { index in functions.reduce(0) { isCounted($1) ? $0 + $1.ownCost[index] : $0 } }
  }
}
