import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// All that the checks may look at: the command gives them the machine, tests give them made-up ones.
package struct DoctorProbe {
  /// Who has the machine-wide lock.
  package enum Lock: Hashable, Sendable {
    case free
    case held(LockHolder)
    /// Its file cannot be opened.
    case unusable(String)
  }

  /// What there is of GPUs.
  package enum GPUs: Hashable, Sendable {
    /// Nobody wants one, and none was looked for.
    case off
    /// The machine has none to ask: what is missing, and what to do about it, in sentences.
    case absent(problem: String, remedy: String)
    /// There is something that does not work: what, and what to do about it, in sentences.
    case broken(problem: String, remedy: String)
    /// A variable makes no sense, or demands what is not there.
    case unusable(InputError)
    case found([GPUSnapshot], GPUReport.Selection)
  }

  /// The environment variables.
  package var environment: [String: String] = [:]
  /// Logical processors that may be used.
  package var processors = 1
  /// Whether the system is Linux.
  package var isLinux = true
  /// The text of a file; `nil` when it cannot be read.
  package var read: (String) -> String? = { _ in nil }
  /// Whether a file or folder exists.
  package var exists: (String) -> Bool = { _ in false }
  /// Whether a file or folder can be written, or a missing one made.
  package var isWritable: (String) -> Bool = { _ in false }
  /// Whether a file can be executed.
  package var isExecutable: (String) -> Bool = { _ in false }
  /// What a command writes when it ends with 0.
  package var output: ([String]) -> String? = { _ in nil }
  /// Bytes that are free where a path is, or would be.
  package var freeBytes: (String) -> Double? = { _ in nil }
  /// Nanoseconds of the clock's smallest step, measured.
  package var clockStep: () -> Double? = { nil }
  /// The machine-wide lock.
  package var lock: () -> Lock = { .free }
  /// The GPUs, each with its readings.
  package var gpus: () -> GPUs = { .off }
  /// The folder for temporary files.
  package var temporaryFolder = "/tmp"
  /// The package; `nil` where there is none.
  package var package: DoctorPackage?

  /// A probe that finds nothing.
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

/// What the checks look at in a package.
package struct DoctorPackage {
  /// Its folder.
  package var folder: String
  /// The state folder.
  package var state: String
  /// The folder of the baselines.
  package var baselines: String
  /// What is on file for this machine and toolchain.
  /// - Throws: ``InputError``.
  package var load: () throws -> BaselineStore.Loaded
  /// The scratch folders of runs that ended without tidying up.
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
