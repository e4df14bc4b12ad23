import Foundation
import PerformanceGit
import PerformanceLog
import PerformanceMachine
import PerformanceNVML
import PerformanceRecords

/// Where the values of metrics come from.
package struct MetricSources: Sendable {
  /// The state folder of the package.
  package var state: StateFolder
  /// The log of the commands in it.
  package var log: LogFolder
  /// Its baselines.
  package var baselines: BaselineStore
  /// The conditions that turn a build red.
  package var redRule: RedRule
  /// The machine.
  package var machine: MachineReader
  /// The GPUs of the machine; empty where there is none.
  package var gpus: @Sendable () -> [GPUSnapshot]
  /// What has become of branches; `nil` without a repository.
  package var branches: @Sendable (Set<String>) -> [String: BranchState]?
  /// The folder for temporary files.
  package var temporary: String
  /// The id of this process, whose work is not that of others.
  package var process: Int

  package init(
    state: StateFolder, log: LogFolder, baselines: BaselineStore, redRule: RedRule = .local, machine: MachineReader,
    gpus: @escaping @Sendable () -> [GPUSnapshot] = { [] },
    branches: @escaping @Sendable (Set<String>) -> [String: BranchState]? = { _ in nil },
    temporary: String = FileManager.default.temporaryDirectory.path,
    process: Int = Int(ProcessInfo.processInfo.processIdentifier)
  ) {
    (self.state, self.log, self.baselines, self.redRule) = (state, log, baselines, redRule)
    (self.machine, self.gpus, self.branches) = (machine, gpus, branches)
    (self.temporary, self.process) = (temporary, process)
  }
}
