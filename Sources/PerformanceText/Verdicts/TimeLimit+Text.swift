import PerformanceRecords

extension TimeLimit {
  /// The limit in words: `5 s`, `2 min`.
  package var text: String {
    seconds < 60 && seconds.rounded() == seconds ? "\(Int(seconds)) s" : ValueFormat.duration(seconds: seconds)
  }

  /// The option that sets this limit: `--time-limit 10m`.
  package var option: String { "--time-limit \(typed)" }
}
