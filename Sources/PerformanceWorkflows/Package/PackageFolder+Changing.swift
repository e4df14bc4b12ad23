import PerformanceRecords
import PerformanceSystem

extension PackageFolder {
  /// Reads, changes and writes checked-in files under a lock of the checkout, which excludes other commands.
  /// - Throws: ``InputError``, or the error of the change.
  package func changingBaselines<Result>(_ change: (BaselineStore) throws -> Result) throws -> Result {
    try state.create()
    return try LockWait(
      state.url.appendingPathComponent("record.lock"), holderActivity: "changes the baselines", output: output
    ).alone {
      let audit = FileAudit(of: baselines.folder, log: log)
      // What was written before an error is changed, too.
      defer { audit.recordChanges() }
      return try change(baselines)
    }
  }
}
