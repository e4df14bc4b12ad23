import PerformanceHealth
import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension Doctor {
  /// Whether there is a package with tests.
  var package: [HealthFinding] {
    guard let package = probe.package else {
      return [.problem("package", "the current folder is in no Swift package", "change to one, or use --package-path")]
    }
    return [manifest(package)]
  }

  func manifest(_ package: HealthPackage) -> HealthFinding {
    let paths = package.manifests.map { package.folder + "/" + $0 }
    let texts = paths.compactMap(probe.read)
    guard texts.count == paths.count else {
      return .problem(
        "package", "\(paths.joined(separator: ", ")) cannot be read", "check the permissions")
    }
    guard texts.contains(where: { $0.contains("testTarget") }) else {
      return .problem(
        "package", "\(paths.joined(separator: ", ")) names no test target",
        "add one with a suite that has the trait .performance")
    }
    return .ok("package", package.folder)
  }

  func leftovers(_ package: HealthPackage) -> HealthFinding {
    let leftovers = package.leftovers()
    guard !leftovers.isEmpty else { return .ok("leftover runs", "none") }
    let names = leftovers.prefix(3).joined(separator: ", ")
    let more = leftovers.count > 3 ? ", …" : ""
    return .warning(
      "leftover runs", "\(leftovers.count) that broke off (\(names)\(more))",
      "their children's output is in \(package.state)/tmp; the next gate removes it")
  }

  func baselines(_ package: HealthPackage) -> [HealthFinding] {
    let name = "baselines"
    guard let loaded = try? package.load() else {
      return [.warning(name, "cannot be read", "see the finding 'checked-in files'")]
    }
    return onFile(loaded, package, name)
  }

  private func onFile(
    _ loaded: BaselineStore.Loaded, _ package: HealthPackage, _ name: String
  ) -> [HealthFinding] {
    let counts = loaded.counts.idsWithNumbers
    let times = loaded.times.idsWithNumbers
    let refused = Set(loaded.refusedTimes.keys)
    let found = "\(Plural.text(counts.count, "benchmark")) with counts, \(times.count) with times for this machine"
    var findings: [HealthFinding] = []
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
          (counts.isEmpty
            ? "benchmarks without a baseline for this machine are not judged"
            : "times without a baseline for this machine are compared with a build of an older commit")
            + "; type '\(PerftestCommand.prefix) record'"))
    }
    return findings.isEmpty ? [.ok(name, found)] : findings
  }
}
