import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The environment of the checks: the machine in the command, scripted values in tests.
package struct DoctorProbe {
  /// The state of the machine-wide lock.
  package enum Lock: Hashable, Sendable {
    case free
    case held(LockHolder)
    /// Its file cannot be opened.
    case unusable(String)
  }

  /// The state of the GPUs.
  package enum GPUs: Hashable, Sendable {
    /// GPU measurements are turned off; none was searched for.
    case off
    /// The machine has none: the problem and the remedy, in sentences.
    case absent(problem: String, remedy: String)
    /// A GPU or its driver does not work: the problem and the remedy, in sentences.
    case broken(problem: String, remedy: String)
    /// A variable is invalid, or requires an absent GPU.
    case unusable(InputError)
    case found([GPUSnapshot], GPUReport.Selection)
  }

  /// The environment variables.
  package var environment: [String: String] = [:]
  /// The number of usable logical processors.
  package var processors = 1
  /// Whether the system is Linux.
  package var isLinux = true
  /// The text of a file; `nil` when it cannot be read.
  package var read: (String) -> String? = { _ in nil }
  /// Whether a file or folder exists.
  package var exists: (String) -> Bool = { _ in false }
  /// Whether a file or folder can be written, or a missing one created.
  package var isWritable: (String) -> Bool = { _ in false }
  /// Whether a file can be executed.
  package var isExecutable: (String) -> Bool = { _ in false }
  /// The output of a command that exits with 0; `nil` for a failed one.
  package var output: ([String]) -> String? = { _ in nil }
  /// The free bytes of the file system of a path.
  package var freeBytes: (String) -> Double? = { _ in nil }
  /// The measured smallest step of the clock in nanoseconds.
  package var clockStep: () -> Double? = { nil }
  /// The machine-wide lock.
  package var lock: () -> Lock = { .free }
  /// The GPUs, each with its readings.
  package var gpus: () -> GPUs = { .off }
  /// The folder for temporary files.
  package var temporaryFolder = "/tmp"
  /// The package; `nil` where there is none.
  package var package: DoctorPackage?

  /// Creates a probe of an empty environment.
  package init() {}

  /// The first executable of this name on the `PATH`.
  func executable(_ name: String) -> String? {
    SearchPath.executable(name, in: environment, isExecutable: isExecutable)
  }

  /// The first line of a file without the line feed.
  func line(_ path: String) -> String? {
    read(path)?.split(separator: "\n").first.map { String($0) }
  }
}

/// The package, as far as the checks need it.
package struct DoctorPackage {
  /// Its folder.
  package var folder: String
  /// The state folder.
  package var state: String
  /// The folder of the baselines.
  package var baselines: String
  /// The baselines of this machine and toolchain.
  /// - Throws: ``InputError``.
  package var load: () throws -> BaselineStore.Loaded
  /// The scratch folders of runs that ended without cleaning up.
  package var leftovers: [String]

  package init(
    folder: String, state: String, baselines: String, leftovers: [String] = [],
    load: @escaping () throws -> BaselineStore.Loaded
  ) {
    self.folder = folder
    self.state = state
    self.baselines = baselines
    self.leftovers = leftovers
    self.load = load
  }
}
