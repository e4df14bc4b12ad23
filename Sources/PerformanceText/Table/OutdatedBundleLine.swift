import PerformanceRecords

/// The last line of a run whose bundle is older than its source files.
package enum OutdatedBundleLine {
  /// The line with the outdated modules and the command that builds them.
  /// - Parameters:
  ///   - modules: the names of the modules.
  ///   - commandPrefix: the command that starts the tool.
  package static func text(modules: [String], commandPrefix: String = PerftestCommand.prefix) -> String {
    let shown = modules.prefix(4).map { $0.shown(atMost: 40) }.joined(separator: ", ")
    let rest = modules.count > 4 ? " and \(modules.count - 4) more" : ""
    return "Old code was measured: \(shown)\(rest) took in files that changed later, and SwiftPM did not compile "
      + "\(modules.count == 1 ? "it" : "them") again. To rebuild and judge: \(commandPrefix) gate"
  }
}
