import PerformanceBuild
import PerformanceHealth

/// The results of checks that were made together.
package struct HealthReport: Sendable {
  /// The results, in the order of the checks.
  package var results: [HealthResult]

  package init(_ results: [HealthResult]) { self.results = results }

  /// The worst status of all.
  package var status: HealthFinding.Status { results.map(\.status).max() ?? .pass }

  /// The status of a command that made the checks: what cannot be cured by waiting comes first.
  package var exitStatus: ExitStatus {
    let failed = Set(results.filter { $0.status == .fail }.map(\.exitStatus))
    return [.failure, .configuration, .notMeasurable].first(where: failed.contains) ?? .pass
  }
}

extension HealthResult {
  /// The ids of checks of files that only people can repair, whatever they are asked for.
  private static let ofFiles: Set<String> = ["configuration", "conflicts"]

  /// The status of a command where this check has failed.
  fileprivate var exitStatus: ExitStatus {
    switch probe {
    case .live: .failure
    case .ready where !Self.ofFiles.contains(id): .notMeasurable
    case .ready, .startup: .configuration
    case .quiet: .notMeasurable
    }
  }
}
