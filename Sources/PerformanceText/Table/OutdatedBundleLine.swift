import PerformanceRecords

/// The line at the end of a run whose bundle is not made of the files that are there.
package enum OutdatedBundleLine {
  /// The line, which says which modules are old and which command builds them.
  /// - Parameters:
  ///   - modules: the names of the modules.
  ///   - commandPrefix: what starts the tool.
  package static func text(modules: [String], commandPrefix: String = PerftestCommand.prefix) -> String {
    let shown = modules.prefix(4).map { $0.shown(atMost: 40) }.joined(separator: ", ")
    let rest = modules.count > 4 ? " and \(modules.count - 4) more" : ""
    return "Measured was old code: \(shown)\(rest) took in files that changed later, and SwiftPM did not compile "
      + "\(modules.count == 1 ? "it" : "them") again. To build what is there and judge it: \(commandPrefix) gate"
  }
}
