import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceText
import PerformanceWindow
import PerformanceWorkflows

/// Checks whether this machine and package can be measured.
package struct DoctorCommand: Command {
  package static let name = "doctor"
  package static let abstract = "Check whether this machine and package can be measured, and say what to do."
  package static let usage = """
    Usage: perftest doctor [--json] [--package-path DIR]

      --json               as JSON
      --package-path DIR   the package; the current folder unless given

    Prints a line for each check: ok, warning (measuring works, with more noise or less information) or problem.
    Exits with 0 unless there is a problem, then with 75. It builds nothing and measures nothing.
    """

  private let asJSON: Bool
  private let packagePath: String

  package init(_ arguments: inout ArgumentList) throws {
    asJSON = arguments.takeFlag("--json")
    packagePath = try arguments.takeValue("--package-path") ?? FileManager.default.currentDirectoryPath
    _ = try arguments.operands()
  }

  package func run() throws -> ExitStatus {
    let findings = Doctor(.thisMachine(package: try? PackageFolder(containing: packagePath))).findings
    if asJSON {
      try Output.json(findings)
    } else {
      Output.line(findings.lines(colour: Output.colour(of: 1)).joined(separator: "\n"))
    }
    return findings.allowMeasuring ? .pass : .notMeasurable
  }
}

extension DoctorProbe {
  /// The machine this process runs on.
  fileprivate static func thisMachine(package: PackageFolder?) -> DoctorProbe {
    var probe = DoctorProbe()
    probe.environment = ProcessInfo.processInfo.environment
    probe.processors = ProcessInfo.processInfo.activeProcessorCount
    #if !os(Linux)
      probe.isLinux = false
    #endif
    probe.read = { SystemFile.read($0, limit: 1 << 20) }
    probe.exists = { FileManager.default.fileExists(atPath: $0) }
    probe.isWritable = { path in nearestExisting(path).map { access($0, W_OK) == 0 } ?? false }
    probe.isExecutable = SearchPath.isExecutable
    probe.output = { ToolOutput.text(of: $0) }
    probe.freeBytes = { path in
      var space = statvfs()
      guard let folder = nearestExisting(path), statvfs(folder, &space) == 0 else { return nil }
      return Double(space.f_bavail) * Double(space.f_frsize)
    }
    probe.clockStep = { Stopwatch.smallestStep() }
    probe.lock = { machineLock }
    probe.gpus = { MeasuredGPU(environment: ProcessInfo.processInfo.environment).forDoctor }
    probe.temporaryFolder = FileManager.default.temporaryDirectory.path
    probe.package = package.map { package in
      DoctorPackage(
        folder: package.url.path, state: package.state.url.path, baselines: package.baselines.folder.path,
        leftovers: package.state.leftovers
      ) { try package.baselines.load(for: Preflight.environment) }
    }
    return probe
  }

  /// The path itself, or the folder in which it would be made.
  private static func nearestExisting(_ path: String) -> String? {
    var url = URL(fileURLWithPath: path)
    while !FileManager.default.fileExists(atPath: url.path) {
      guard url.pathComponents.count > 1 else { return nil }
      url.deleteLastPathComponent()
    }
    return url.path
  }

  /// Looks without taking and without making the file.
  private static var machineLock: Lock {
    let file = MachineLock.file.path
    guard let existing = nearestExisting(file), access(existing, R_OK | W_OK) == 0 else {
      return .unusable("\(file) cannot be opened for writing")
    }
    return MachineLock.currentHolder().map { .held($0) } ?? .free
  }
}
