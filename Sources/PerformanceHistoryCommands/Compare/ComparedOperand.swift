import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceWorkflows

/// What an operand of `compare` means.
enum ComparedOperand {
  /// A file or folder.
  case file(NumbersFile)
  /// Baselines of this machine and toolchain.
  case baselines([BaselineDocument])
  /// A run of the history.
  case run(HistoryRun)
}
