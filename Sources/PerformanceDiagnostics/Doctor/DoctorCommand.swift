import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceText
import PerformanceWindow
import PerformanceWorkflows

/// Checks whether this machine and package can be measured.
package struct DoctorCommand: Command {
  package static let name = "doctor"
  package static let abstract = "Check whether this machine and package can be measured, and suggest remedies."
  package static let syntax = Syntax(
    optional: [CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Prints a line for each check: ok, warning (measuring works, with more noise or less information) or problem. Exits
      with 0 unless there is a problem, then with 75. It builds nothing and measures nothing.
      """)

  private let asJSON: Bool
  private let context: CommandContext
  private let package: PackageFolder?

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    asJSON = arguments[CommonArguments.json]
    let path = try arguments.value(CommonArguments.packagePath) ?? context.folder.path
    package = try? PackageFolder(containing: path, in: context)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    let findings = Doctor(.thisMachine(package: package, environment: context.environment)).findings
    if asJSON {
      try context.output.json(findings)
    } else {
      context.output.lines { findings.lines(colour: $1) }
    }
    return findings.allowMeasuring ? .pass : .notMeasurable
  }
}

extension DoctorProbe {
  /// The probe of this machine.
  fileprivate static func thisMachine(package: PackageFolder?, environment: [String: String]) -> DoctorProbe {
    var probe = DoctorProbe()
    probe.environment = environment
    probe.processors = ProcessInfo.processInfo.activeProcessorCount
    #if !os(Linux)
      probe.isLinux = false
    #endif
    probe.read = { SystemFile.read($0, limit: 1 << 20) }
    probe.exists = { FileManager.default.fileExists(atPath: $0) }
    probe.isWritable = { path in nearestExisting(path).map { access($0, W_OK) == 0 } ?? false }
    probe.isExecutable = SearchPath.isExecutable
    probe.output = { ToolOutput.text(of: $0, environment: environment) }
    probe.freeBytes = { path in
      var space = statvfs()
      guard let folder = nearestExisting(path), statvfs(folder, &space) == 0 else { return nil }
      return Double(space.f_bavail) * Double(space.f_frsize)
    }
    probe.clockStep = { Stopwatch.smallestStep() }
    probe.lock = { machineLock }
    probe.gpus = { MeasuredGPU(environment: environment).forDoctor }
    probe.temporaryFolder = FileManager.default.temporaryDirectory.path
    probe.package = package.map { package in
      DoctorPackage(
        folder: package.url.path, state: package.state.url.path, baselines: package.baselines.folder.path,
        leftovers: package.state.leftovers
      ) { try package.baselines.load(for: Preflight.environment) }
    }
    return probe
  }

  /// The path itself, or the folder in which it would be created.
  private static func nearestExisting(_ path: String) -> String? {
    var url = URL(fileURLWithPath: path)
    while !FileManager.default.fileExists(atPath: url.path) {
      guard url.pathComponents.count > 1 else { return nil }
      url.deleteLastPathComponent()
    }
    return url.path
  }

  /// Tests the lock without taking it and without creating its file.
  private static var machineLock: Lock {
    let file = MachineLock.file.path
    guard let existing = nearestExisting(file), access(existing, R_OK | W_OK) == 0 else {
      return .unusable("\(file) cannot be opened for writing")
    }
    return MachineLock.currentHolder().map { .held($0) } ?? .free
  }
}
