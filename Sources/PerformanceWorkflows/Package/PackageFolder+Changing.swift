import PerformanceRecords
import PerformanceSystem

extension PackageFolder {
  /// Reads, computes and writes checked-in files under a lock of the checkout: another command may have written them
  /// meanwhile.
  /// - Throws: ``InputError``, or what the change throws.
  package func changingBaselines<Result>(_ change: (BaselineStore) throws -> Result) throws -> Result {
    try state.create()
    let lock = try MachineLock.take(
      file: state.url.appendingPathComponent("record.lock"),
      waiting: { [output] holder in
        output.error("waiting for process \(holder?.process ?? 0), which changes the baselines")
      },
      isWanted: { true })
    let result = try change(baselines)
    _ = consume lock
    return result
  }
}
