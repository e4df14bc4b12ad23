import PerformanceRecords

/// The line at the end of a run in which bodies ran once and nothing was judged.
package enum SmokeLine {
  /// The line, which says why and which command judges.
  /// - Parameters:
  ///   - benchmarks: how many ran.
  ///   - cause: what forbids measuring, such as `debug build`.
  ///   - commandPrefix: what starts the tool.
  package static func text(
    benchmarks: Int, because cause: String, commandPrefix: String = PerftestCommand.prefix
  ) -> String {
    let what = "\(Plural.text(benchmarks, "benchmark")) ran once, none was judged"
    return "\(what) (\(cause.shown(atMost: 60))). To judge: \(commandPrefix) gate"
  }
}
