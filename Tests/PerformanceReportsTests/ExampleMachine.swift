import PerformanceDiagnostics
import PerformanceHealth
import PerformanceMachine
import PerformanceRecords

extension Doctor {
  /// What all checks find, one after the other.
  var findings: [HealthFinding] { checks.flatMap { $0.find() } }
}

/// A machine of files, and nothing else, on which everything works.
enum ExampleMachine {
  /// The probe of the machine with some files, and with a change.
  static func probe(
    _ files: [String: String] = [:], _ change: (inout DoctorProbe) -> Void = { _ in }
  ) -> DoctorProbe {
    var probe = DoctorProbe()
    probe.environment = ["PATH": "/nowhere:/usr/bin"]
    probe.processors = 2
    probe.files = Self.files(files)
    probe.exists = { path in files[path] != nil || files.keys.contains { $0.hasPrefix(path + "/") } }
    probe.isWritable = { _ in true }
    probe.isExecutable = { $0.hasPrefix("/usr/bin/") }
    probe.output = { $0.contains("--version") ? "Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x" : "/app" }
    probe.clockStep = { 20 }
    probe.calibration = { 100 }
    probe.package = HealthPackage(folder: "/app", state: "/app/.perftest", baselines: "/app/baselines") {
      BaselineStore.Loaded()
    }
    change(&probe)
    return probe
  }

  /// The files of a machine with some free bytes on its disk.
  static func files(_ files: [String: String], free: Double = 50e9) -> MachineFiles {
    MachineFiles(
      read: { files[$0] },
      names: { folder in
        files.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
      }, space: { _ in DiskSpace(total: 200e9, used: 0, available: free) })
  }
}
