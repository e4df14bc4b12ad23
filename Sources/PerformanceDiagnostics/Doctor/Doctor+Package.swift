import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension Doctor {
  /// The bytes that a release build and the logs of some runs need.
  private static let comfortableBytes = 2e9
  /// The bytes without which a run breaks off.
  private static let fewestBytes = 100e6

  /// The requirements on the package, and the state of the folders that the command writes to.
  var packageFindings: [DoctorFinding] {
    guard let package = probe.package else {
      return [.problem("package", "the current folder is in no Swift package", "change to one, or use --package-path")]
    }
    return [
      manifest(package), state(package), leftovers(package), diskSpace("disk (state)", package.state),
      diskSpace("disk (temporary)", probe.temporaryFolder),
    ] + baselines(package)
  }

  func manifest(_ package: DoctorPackage) -> DoctorFinding {
    let path = package.folder + "/Package.swift"
    guard let text = probe.read(path) else {
      return .problem("package", "\(path) cannot be read", "check its permissions")
    }
    guard text.contains("testTarget") else {
      return .problem("package", "\(path) names no test target", "add one with a suite that has the trait .performance")
    }
    return .ok("package", package.folder)
  }

  func state(_ package: DoctorPackage) -> DoctorFinding {
    guard probe.isWritable(package.state) else {
      return .problem(
        "state folder", "\(package.state) cannot be written",
        "make it writable, or set PERFTEST_STATE to a folder that is")
    }
    return .ok("state folder", package.state)
  }

  func leftovers(_ package: DoctorPackage) -> DoctorFinding {
    guard !package.leftovers.isEmpty else { return .ok("leftover runs", "none") }
    let names = package.leftovers.prefix(3).joined(separator: ", ")
    let more = package.leftovers.count > 3 ? ", …" : ""
    return .warning(
      "leftover runs", "\(package.leftovers.count) that broke off (\(names)\(more))",
      "their children's output is in \(package.state)/tmp; the next gate removes it")
  }

  func diskSpace(_ name: String, _ path: String) -> DoctorFinding {
    guard let free = probe.freeBytes(path) else { return .ok(name, "free space of \(path) is not known") }
    let metric = MetricDescription(name: "free", unit: .bytes)
    let found = "\(ValueFormat.text(free, of: metric)) free in \(path)"
    if free < Self.fewestBytes { return .problem(name, found, "free some space") }
    return free < Self.comfortableBytes
      ? .warning(name, found, "a release build and the logs need about 2 GB") : .ok(name, found)
  }

  func baselines(_ package: DoctorPackage) -> [DoctorFinding] {
    let name = "baselines"
    do {
      return onFile(try package.load(), package, name)
    } catch let error as InputError {
      return [.problem(name, "\(error.file)\(error.key.map { ", " + $0 } ?? ""): \(error.problem)", error.remedy)]
    } catch {
      return [.problem(name, "\(error)", "check \(package.baselines)")]
    }
  }

  private func onFile(
    _ loaded: BaselineStore.Loaded, _ package: DoctorPackage, _ name: String
  ) -> [DoctorFinding] {
    let counts = loaded.counts.idsWithNumbers
    let times = loaded.times.idsWithNumbers
    let refused = Set(loaded.refusedTimes.keys)
    let found = "\(Plural.text(counts.count, "benchmark")) with counts, \(times.count) with times for this machine"
    var findings: [DoctorFinding] = []
    if !refused.isEmpty {
      let filter = FunctionFilter.text(Set(refused.map(\.function)))
      findings.append(
        .warning(
          name, found + ", \(refused.count) whose times were refused when they were recorded",
          "they are not judged; on a quieter machine: \(PerftestCommand.prefix) record\(filter)"))
    }
    if counts.isEmpty, times.isEmpty, refused.isEmpty, loaded.elsewhere.isEmpty {
      findings.append(
        .warning(name, "none in \(package.baselines)", "nothing is judged yet; type '\(PerftestCommand.prefix) record'")
      )
    } else if counts.isEmpty || times.isEmpty && !counts.isSubset(of: refused) {
      let locations = Set(loaded.elsewhere.values.joined().map { "\($0.toolchain)/\($0.machine)" }).sorted()
      let others = locations.isEmpty ? "" : "; others are of \(locations.prefix(2).joined(separator: ", "))"
      findings.append(
        .warning(
          name, found + others,
          "benchmarks without a baseline for this machine are not judged; type '\(PerftestCommand.prefix) record'"))
    }
    return findings.isEmpty ? [.ok(name, found)] : findings
  }
}
