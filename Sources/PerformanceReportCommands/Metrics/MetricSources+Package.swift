import Foundation
import PerformanceGit
import PerformanceMachine
import PerformanceMetrics
import PerformanceRecords
import PerformanceWorkflows

extension MetricSources {
  /// The sources of a package.
  package init(_ package: PackageFolder, in context: CommandContext) {
    let (folder, environment, log) = (package.url, package.environment, package.log)
    self.init(
      state: package.state, log: package.logFolder, baselines: package.baselines, redRule: package.redRule,
      machine: MachineReader(),
      gpus: MachineGPUs(environment: context.environment).read,
      branches: { branches in
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(StateFolder.newRunName())
        defer { try? FileManager.default.removeItem(at: scratch) }
        let git = GitTool(folder: folder, scratch: scratch, environment: environment, log: log)
        return BranchState.states(of: branches, in: git)
      })
  }
}
