import PerformanceDiagnostics
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The doctor's findings")
struct DoctorTests {
  /// A machine of files, and nothing else.
  private func probe(_ files: [String: String] = [:], _ change: (inout DoctorProbe) -> Void = { _ in }) -> DoctorProbe {
    var probe = DoctorProbe()
    probe.environment = ["PATH": "/nowhere:/usr/bin"]
    probe.processors = 2
    probe.read = { files[$0] }
    probe.exists = { files[$0] != nil }
    probe.isWritable = { _ in true }
    probe.isExecutable = { $0.hasPrefix("/usr/bin/") }
    probe.output = { $0.contains("--version") ? "Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x" : "/app" }
    probe.freeBytes = { _ in 50e9 }
    probe.clockStep = { 20 }
    probe.package = DoctorPackage(folder: "/app", state: "/app/.perftest", baselines: "/app/baselines") {
      BaselineStore.Loaded()
    }
    change(&probe)
    return probe
  }

  private func finding(_ name: String, _ probe: DoctorProbe) throws -> DoctorFinding {
    try #require(Doctor(probe).findings.first { $0.name == name })
  }

  @Test("Each check has a line of its own, and a machine without faults allows measurements")
  func healthy() {
    let files = [
      "/app/Package.swift": ".testTarget(", "/proc/self/exe": "", "/proc/self/schedstat": "1 2 3",
      "/proc/loadavg": "0.10 0.20 0.30 1/100 4242\n",
    ]
    let findings = Doctor(probe(files)).findings
    #expect(Set(findings.map(\.name)).count == findings.count)
    #expect(findings.filter { $0.status != .ok }.map(\.name) == ["baselines"])
    #expect(findings.allowMeasuring)
    #expect(findings.lines().first == "ok       swift             6.3.1 at /usr/bin/swift")
    #expect(findings.lines().last == "0 problems, 1 warning")
  }

  @Test(
    "Swift must be on the PATH and new enough",
    arguments: [
      ("Swift version 6.3", DoctorFinding.Status.ok), ("Apple Swift version 6.10.1 (x)", .ok),
      ("swift-driver version: 1 Swift version 7.0-dev", .ok), ("Swift version 6.2.4 (x)", .problem),
      ("Swift version 5.10", .problem), ("command not found", .problem),
    ])
  func swiftVersions(text: String, status: DoctorFinding.Status) throws {
    #expect(try finding("swift", probe { $0.output = { _ in text } }).status == status)
  }

  @Test("A missing Swift is a problem, a missing git a warning, and a missing Valgrind neither")
  func tools() throws {
    let bare = probe { $0.isExecutable = { _ in false } }
    #expect(try finding("swift", bare).status == .problem)
    #expect(try finding("git", bare).status == .warning)
    #expect(try finding("valgrind", bare).advice?.hasSuffix("apt-get install valgrind") == true)
    #expect(try finding("valgrind", bare).status == .ok)
    #expect(try finding("git", probe { $0.output = { _ in nil } }).found == "the package is in no repository")
  }

  @Test("Without a package there is nothing to measure")
  func noPackage() throws {
    let findings = Doctor(probe { $0.package = nil }).findings
    #expect(findings.first { $0.name == "package" }?.status == .problem)
    #expect(!findings.allowMeasuring)
    #expect(try finding("package", probe(["/app/Package.swift": "// none"])).status == .problem)
  }

  @Test(
    "A load of more than half the processors is a warning",
    arguments: [("0.99 0 0", DoctorFinding.Status.ok), ("1.01 0 0", .warning), ("rubbish", .ok)])
  func load(text: String, status: DoctorFinding.Status) throws {
    #expect(try finding("load", probe(["/proc/loadavg": text])).status == status)
  }

  @Test("Clock rates that follow the load are a warning, those of a virtual machine are not known")
  func governor() throws {
    func path(_ cpu: Int) -> String { "/sys/devices/system/cpu/cpu\(cpu)/cpufreq/scaling_governor" }
    #expect(try finding("governor", probe()).found == "not readable (virtual machine)")
    #expect(try finding("governor", probe([path(0): "performance\n", path(1): "performance\n"])).status == .ok)
    let mixed = try finding("governor", probe([path(0): "performance\n", path(1): "powersave\n"]))
    #expect(mixed.status == .warning)
    #expect(mixed.found == "performance, powersave")
  }

  @Test("Turbo is recognised, on Intel where 0 means on")
  func turbo() throws {
    func found(_ path: String, _ value: String) throws -> String {
      try finding("turbo", probe(["/sys/devices/system/cpu/\(path)": value])).found
    }
    #expect(try found("intel_pstate/no_turbo", "0\n") == "on")
    #expect(try found("intel_pstate/no_turbo", "1\n") == "off")
    #expect(try found("cpufreq/boost", "1\n") == "on")
    #expect(try found("cpufreq/boost", "0\n") == "off")
  }

  @Test("A slow or coarse clock is a warning")
  func clock() throws {
    let path = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
    #expect(try finding("clock", probe([path: "tsc\n"])).found == "tsc, smallest step 20.0 ns")
    #expect(try finding("clock", probe([path: "hpet\n"])).status == .warning)
    #expect(try finding("clock", probe([path: "tsc\n"]) { $0.clockStep = { 4_000_000 } }).status == .warning)
  }

  @Test("The smallest processor quota on the path to the root counts")
  func quota() throws {
    #expect(try finding("processor quota", probe()).found == "none")
    let files = [
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/a/cpu.max": "150000 100000\n", "/sys/fs/cgroup/cpu.max": "200000 100000\n",
    ]
    let found = try finding("processor quota", probe(files))
    #expect(found.status == .warning)
    #expect(found.found == "1.5 of 2 processors")
    let old = [
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ]
    #expect(try finding("processor quota", probe(old)).found == "0.50 of 2 processors")
    let none = ["/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"]
    #expect(try finding("processor quota", probe(none)).status == .ok)
  }

  @Test("A lock that is held makes a run wait, one that cannot be opened prevents it")
  func lock() throws {
    let held = try finding("machine lock", probe { $0.lock = { .held(LockHolder(process: 7, folder: "/other")) } })
    #expect(held.status == .warning)
    #expect(held.found == "held by process 7 in /other")
    #expect(try finding("machine lock", probe { $0.lock = { .unusable("x") } }).status == .problem)
  }

  @Test(
    "Little free space is a warning, next to none a problem",
    arguments: [(3e9, DoctorFinding.Status.ok), (1e9, .warning), (1e6, .problem)])
  func space(bytes: Double, status: DoctorFinding.Status) throws {
    let probe = probe { $0.freeBytes = { _ in bytes } }
    #expect(try finding("disk (state)", probe).status == status)
    #expect(try finding("disk (temporary)", probe).status == status)
  }

  @Test("A state folder that cannot be written is a problem, leftovers of dead runs are a warning")
  func state() throws {
    #expect(try finding("state folder", probe { $0.isWritable = { _ in false } }).status == .problem)
    let left = try finding("leftover runs", probe { $0.package?.leftovers = ["a-1", "b-2", "c-3", "d-4"] })
    #expect(left.status == .warning)
    #expect(left.found == "4 that broke off (a-1, b-2, c-3, …)")
  }

  @Test(
    "Variables must have valid values and known names",
    arguments: [
      (["PERFTEST_MODE": "gate"], DoctorFinding.Status.ok), (["PERFTEST_MODE": "fast"], .problem),
      (["PERFTEST_SLOWDOWN": "1"], .ok), (["PERFTEST_SLOWDOWN": "1.3"], .warning),
      (["PERFTEST_SLOWDOWN": "0"], .problem), (["PERFTEST_STATE": ""], .problem), (["PERFTEST_REQUEST": "3"], .problem),
      (["PERFTEST_CHILD": "time"], .warning),
      (["PERFTEST_MODUS": "gate"], .warning), (["PERFTEST_CLOCK": "/tmp/clock"], .warning), (["PERFTEST": "1"], .ok),
      ([:], .ok),
    ])
  func variables(environment: [String: String], status: DoctorFinding.Status) throws {
    #expect(try finding("variables", probe { $0.environment = environment }).status == status)
  }

  @Test("The doctor knows every variable of this package", arguments: PerftestVariable.allCases)
  func knownVariables(_ variable: PerftestVariable) throws {
    let finding = try finding("variables", probe { $0.environment = [variable.rawValue: "1"] })
    #expect(finding.advice?.contains("means nothing here") != true, "\(finding)")
    let unknown = try self.finding("variables", probe { $0.environment = [variable.rawValue + "X": "1"] })
    #expect(unknown.advice == "\(variable.rawValue)X means nothing here; unset it")
  }

  @Test("Baselines that cannot be read are a problem, those of another machine a warning")
  func baselines() throws {
    func status(_ load: @escaping () throws -> BaselineStore.Loaded) throws -> DoctorFinding {
      try finding("baselines", probe { $0.package?.load = load })
    }
    let broken = try status {
      throw InputError(file: "a.json", key: "schema", problem: "is missing", remedy: "Restore.")
    }
    #expect(broken.status == .problem)
    #expect(broken.found == "a.json, schema: is missing")
    #expect(broken.advice == "Restore.")
    let elsewhere = try status {
      var loaded = BaselineStore.Loaded()
      loaded.elsewhere[Example.id("a()")] = [BaselineStore.BaselineFolder(toolchain: "t", machine: "m")]
      return loaded
    }
    #expect(elsewhere.status == .warning)
    #expect(elsewhere.found == "0 benchmarks with counts, 0 with times for this machine; others are of t/m")
    let here = try status {
      var loaded = BaselineStore.Loaded()
      loaded.counts = [Example.counts([5])]
      loaded.times = [Example.times([100])]
      return loaded
    }
    #expect(here.status == .ok)
    #expect(here.found == "1 benchmark with counts, 1 with times for this machine")
    let refused = try status {
      var loaded = BaselineStore.Loaded()
      loaded.counts = [Example.counts([5])]
      loaded.times = [Example.times([100])]
      loaded.times[0].benchmarks[0].metrics = []
      loaded.times[0].benchmarks[0].refused = [RefusedMetric(name: "wallClock", date: "2026-11-28", detectable: 1.3)]
      return loaded
    }
    #expect(refused.status == .warning)
    #expect(
      refused.found
        == "1 benchmark with counts, 0 with times for this machine, 1 whose times were refused when they were recorded")
    #expect(refused.advice?.hasSuffix(#"record --filter '^PerfTests\.JSONPerformance/decode\(\)/'"#) == true)
  }

  @Test("Refused times hide neither missing counts nor missing times of other benchmarks")
  func refusedBesideMissing() {
    func found(_ counts: [BaselineBenchmark]) -> [String] {
      var loaded = BaselineStore.Loaded()
      loaded.times = [Example.times([100])]
      loaded.times[0].benchmarks[0].metrics = []
      loaded.times[0].benchmarks[0].refused = [RefusedMetric(name: "wallClock", date: "2026-11-28", detectable: 1.3)]
      if !counts.isEmpty {
        loaded.counts = [Example.counts([5])]
        loaded.counts[0].benchmarks += counts
      }
      return Doctor(probe { $0.package?.load = { loaded } }).findings.filter { $0.name == "baselines" }.map(\.found)
    }
    #expect(found([]).last == "0 benchmarks with counts, 0 with times for this machine" && found([]).count == 2)
    let other = found([Example.benchmark(test: "other()", Example.counts([5]).benchmarks[0].metrics[0])])
    #expect(other.last == "2 benchmarks with counts, 0 with times for this machine" && other.count == 2)
  }

  @Test("A missing ability of the system is a warning")
  func system() throws {
    let poor = probe {
      $0.isLinux = false
      $0.isWritable = { _ in false }
    }
    for name in ["sessions", "clear_refs", "schedstat"] { #expect(try finding(name, poor).status == .warning) }
    let paranoid = try finding("perf events", probe(["/proc/sys/kernel/perf_event_paranoid": "4\n"]))
    #expect(paranoid.status == .ok)
    #expect(paranoid.found == "perf_event_paranoid is 4")
  }
}
