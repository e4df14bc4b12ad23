import PerformanceRecords
import PerformanceSystem

extension PackageFolder {
  /// Reads, changes and writes checked-in files under a lock of the checkout, which excludes other commands.
  /// - Throws: ``InputError``, or the error of the change.
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
