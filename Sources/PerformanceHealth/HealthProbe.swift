import Foundation
import PerformanceMachine
import PerformanceSystem

/// Everything that checks read: this machine in a command, scripted values in tests.
package struct HealthProbe: Sendable {
  /// The environment variables.
  package var environment: [String: String] = [:]
  /// The number of usable logical processors.
  package var processors = 1
  /// Whether the system is Linux.
  package var isLinux = true
  /// The files of the kernel, and the space of disks.
  package var files = MachineFiles { _ in nil }
  /// The first bytes of a file, at most this many; `nil` when it cannot be read.
  package var bytes: @Sendable (String, Int) -> [UInt8]? = { _, _ in nil }
  /// Whether a file or folder exists.
  package var exists: @Sendable (String) -> Bool = { _ in false }
  /// Whether a file or folder can be written, or a missing one created.
  package var isWritable: @Sendable (String) -> Bool = { _ in false }
  /// Whether a file can be executed.
  package var isExecutable: @Sendable (String) -> Bool = { _ in false }
  /// Writes a file in a folder that exists; what failed, or `nil`.
  package var trial: @Sendable (String) -> FolderTrial.Failure? = { _ in nil }
  /// The output of a command that exits with 0; `nil` for a failed one.
  package var output: @Sendable ([String]) -> String? = { _ in nil }
  /// Why a library of the system cannot be loaded; `nil` where it can.
  package var missingLibrary: @Sendable (String) -> String? = { _ in nil }
  /// The measured smallest step of the clock in nanoseconds.
  package var clockStep: @Sendable () -> Double? = { nil }
  /// Seconds of a clock that never goes back.
  package var seconds: @Sendable () -> Double = { 0 }
  /// Lets seconds pass.
  package var sleep: @Sendable (Double) -> Void = { _ in }
  /// The state of the machine's lock, or of the lock with a path.
  package var lock: @Sendable (String?) -> Lock = { _ in .free }
  /// The folder for temporary files.
  package var temporaryFolder = "/tmp"
  /// The package; `nil` where there is none.
  package var package: HealthPackage?

  /// The state of a lock. None is stale: the kernel releases a lock when its holder dies.
  package enum Lock: Equatable, Sendable {
    case free
    case held(LockHolder)
    /// Its file cannot be opened.
    case unusable(String)
  }

  /// Creates a probe of an empty environment.
  package init() {}

  /// The text of a file; `nil` when it cannot be read.
  package var read: @Sendable (String) -> String? { files.read }

  /// The machine, as its files have it.
  package var machine: MachineReader { MachineReader(files) }

  /// The first executable of this name on the `PATH`.
  package func executable(_ name: String) -> String? {
    SearchPath.executable(name, in: environment, isExecutable: isExecutable)
  }

  /// The first line of a file without the line feed.
  package func line(_ path: String) -> String? {
    read(path)?.split(separator: "\n").first.map { String($0) }
  }
}

extension HealthProbe {
  /// The probe of this machine, as far as files show it.
  package static func thisMachine(environment: [String: String], package: HealthPackage?) -> HealthProbe {
    var probe = HealthProbe()
    probe.environment = environment
    probe.processors = ProcessInfo.processInfo.activeProcessorCount
    #if !os(Linux)
      probe.isLinux = false
    #endif
    let files = MachineFiles()
    probe.files = MachineFiles(
      read: { SystemFile.read($0, limit: 1 << 20) }, names: files.names, space: files.space)
    probe.bytes = { path, count in
      guard let file = FileHandle(forReadingAtPath: path) else { return nil }
      defer { try? file.close() }
      return (try? file.read(upToCount: count)).map { Array($0) }
    }
    probe.exists = { FileManager.default.fileExists(atPath: $0) }
    probe.isWritable = { path in DiskSpace.nearestExisting(path).map { access($0, W_OK) == 0 } ?? false }
    probe.isExecutable = SearchPath.isExecutable
    probe.trial = FolderTrial.failure
    probe.missingLibrary = { name in
      do throws(DynamicLibraryError) {
        _ = try DynamicLibrary(name)
        return nil
      } catch {
        return error.description
      }
    }
    probe.seconds = { RunClock.seconds }
    probe.sleep = { RunClock.sleep(seconds: $0) }
    probe.lock = Lock.init
    probe.temporaryFolder = FileManager.default.temporaryDirectory.path
    probe.package = package
    return probe
  }
}

extension HealthProbe.Lock {
  /// Tests a lock without taking it and without creating its file.
  fileprivate init(at path: String?) {
    let file = path.map { URL(fileURLWithPath: $0) } ?? MachineLock.file
    guard let existing = DiskSpace.nearestExisting(file.path), access(existing, R_OK | W_OK) == 0 else {
      self = .unusable("\(file.path) cannot be opened for writing")
      return
    }
    self = MachineLock.currentHolder(file: file).map { .held($0) } ?? .free
  }
}
