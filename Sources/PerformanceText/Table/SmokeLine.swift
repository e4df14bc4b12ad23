import PerformanceRecords

/// The last line of a run in which bodies ran once and nothing was judged.
package enum SmokeLine {
  /// The line with the reason and the command that judges.
  /// - Parameters:
  ///   - benchmarks: the number of benchmarks that ran.
  ///   - cause: what prevents measuring, such as `debug build`.
  ///   - commandPrefix: the command that starts the tool.
  package static func text(
    benchmarks: Int, because cause: String, commandPrefix: String = PerftestCommand.prefix
  ) -> String {
    let what = "\(Plural.text(benchmarks, "benchmark")) ran once, none was judged"
    return "\(what) (\(cause.shown(atMost: 60))). To judge: \(commandPrefix) gate"
  }
}
