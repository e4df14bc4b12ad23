import PerformanceBuild
import PerformanceDiagnostics
import PerformanceHealth
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The doctor's findings")
struct DoctorTests {
  private func probe(_ files: [String: String] = [:], _ change: (inout DoctorProbe) -> Void = { _ in }) -> DoctorProbe {
    ExampleMachine.probe(files, change)
  }

  private func finding(_ name: String, _ probe: DoctorProbe) throws -> HealthFinding {
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
    #expect(findings.filter { $0.status != .pass }.map(\.name) == ["git repository", "baselines"])
    #expect(findings.lines().contains("ok       swift              6.3.1 at /usr/bin/swift"))
    #expect(findings.lines().last == "0 problems, 2 warnings")
  }

  @Test("Of several manifests any may name the test target, and each must be readable")
  func manifests() throws {
    func status(_ files: [String: String]) throws -> HealthFinding {
      try finding(
        "package",
        probe(files) {
          $0.package?.manifests = ["Package.swift", "Package@swift-6.0.swift"]
        })
    }
    let (old, new) = ("/app/Package.swift", "/app/Package@swift-6.0.swift")
    #expect(try status([old: ".target(", new: ".testTarget("]).status == .pass)
    #expect(try status([old: ".target(", new: ".target("]).found.contains("names no test target"))
    #expect(try status([old: ".testTarget("]).status == .fail)
  }

  @Test(
    "Swift must be on the PATH and new enough",
    arguments: [
      ("Swift version 6.3", HealthFinding.Status.pass), ("Apple Swift version 6.10.1 (x)", .pass),
      ("swift-driver version: 1 Swift version 7.0-dev", .pass), ("Swift version 6.2.4 (x)", .fail),
      ("Swift version 5.10", .fail), ("command not found", .fail),
    ])
  func swiftVersions(text: String, status: HealthFinding.Status) throws {
    #expect(try finding("swift", probe { $0.output = { _ in text } }).status == status)
  }

  @Test("A missing Swift is a problem, a missing git a warning, and a missing Valgrind neither")
  func tools() throws {
    let bare = probe { $0.isExecutable = { _ in false } }
    #expect(try finding("swift", bare).status == .fail)
    #expect(try finding("tools", bare).found == "'swift' is not on the PATH")
    #expect(try finding("tools", probe { $0.isExecutable = { $0 == "/usr/bin/swift" } }).status == .warn)
    #expect(try finding("valgrind", bare).advice?.hasSuffix("apt-get install valgrind") == true)
    #expect(try finding("valgrind", bare).status == .pass)
    #expect(try finding("git", bare).found == "not installed")
  }

  @Test("Without a package there is nothing to measure")
  func noPackage() throws {
    let findings = Doctor(probe { $0.package = nil }).findings
    #expect(findings.first { $0.name == "package" }?.status == .fail)
    #expect(findings.status == .fail)
    #expect(try finding("package", probe(["/app/Package.swift": "// none"])).status == .fail)
  }

  @Test(
    "A load of more than half the processors is a warning",
    arguments: [("0.99 0 0", HealthFinding.Status.pass), ("1.01 0 0", .warn), ("rubbish", .pass)])
  func load(text: String, status: HealthFinding.Status) throws {
    #expect(try finding("load", probe(["/proc/loadavg": text])).status == status)
  }

  @Test("Clock rates that follow the load are a warning, those of a virtual machine are not known")
  func governor() throws {
    func path(_ cpu: Int) -> String { "/sys/devices/system/cpu/cpu\(cpu)/cpufreq/scaling_governor" }
    #expect(try finding("governor", probe()).found == "not readable (virtual machine)")
    #expect(try finding("governor", probe([path(0): "performance\n", path(1): "performance\n"])).status == .pass)
    let mixed = try finding("governor", probe([path(0): "performance\n", path(1): "powersave\n"]))
    #expect(mixed.status == .warn)
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
    #expect(try finding("clock", probe([path: "hpet\n"])).status == .warn)
    #expect(try finding("clock", probe([path: "tsc\n"]) { $0.clockStep = { 4_000_000 } }).status == .warn)
  }

  @Test("The smallest processor quota on the path to the root counts")
  func quota() throws {
    #expect(try finding("processor quota", probe()).found == "none")
    let files = [
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/a/cpu.max": "150000 100000\n", "/sys/fs/cgroup/cpu.max": "200000 100000\n",
    ]
    let found = try finding("processor quota", probe(files))
    #expect(found.status == .warn)
    #expect(found.found == "1.5 of 2 processors")
    let old = [
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ]
    #expect(try finding("processor quota", probe(old)).found == "0.50 of 2 processors")
    let none = ["/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"]
    #expect(try finding("processor quota", probe(none)).status == .pass)
  }

  @Test("A lock that is held makes a run wait, one that cannot be opened prevents it")
  func lock() throws {
    let held = try finding("machine lock", probe { $0.lock = { _ in .held(LockHolder(process: 7, folder: "/other")) } })
    #expect(held.status == .warn)
    #expect(held.found == "held by process 7 in /other")
    #expect(try finding("machine lock", probe { $0.lock = { _ in .unusable("x") } }).status == .fail)
  }

  @Test(
    "Little free space is a warning, next to none a problem",
    arguments: [(3e9, HealthFinding.Status.pass), (1e9, .warn), (1e6, .fail)])
  func space(bytes: Double, status: HealthFinding.Status) throws {
    let probe = probe { $0.files = ExampleMachine.files([:], free: bytes) }
    #expect(try finding("disk (state)", probe).status == status)
    #expect(try finding("disk (temporary)", probe).status == status)
  }

  @Test("A state folder that cannot be written is a problem, leftovers of dead runs are a warning")
  func state() throws {
    #expect(try finding("state folder", probe { $0.isWritable = { _ in false } }).status == .fail)
    let left = try finding("leftover runs", probe { $0.package?.leftovers = { ["a-1", "b-2", "c-3", "d-4"] } })
    #expect(left.status == .warn)
    #expect(left.found == "4 that broke off (a-1, b-2, c-3, …)")
  }

  @Test(
    "Variables must have valid values and known names",
    arguments: [
      (["PERFTEST_MODE": "gate"], HealthFinding.Status.pass), (["PERFTEST_MODE": "fast"], .fail),
      (["PERFTEST_SLOWDOWN": "1"], .pass), (["PERFTEST_SLOWDOWN": "1.3"], .warn),
      (["PERFTEST_SLOWDOWN": "0"], .fail), (["PERFTEST_STATE": ""], .fail), (["PERFTEST_REQUEST": "3"], .fail),
      (["PERFTEST_CHILD": "time"], .warn),
      (["PERFTEST_MODUS": "gate"], .warn), (["PERFTEST_CLOCK": "/tmp/clock"], .warn), (["PERFTEST": "1"], .pass),
      ([:], .pass),
    ])
  func variables(environment: [String: String], status: HealthFinding.Status) throws {
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
    func status(
      _ name: String = "baselines", _ load: @escaping @Sendable () throws -> BaselineStore.Loaded
    ) throws -> HealthFinding {
      try finding(name, probe { $0.package?.load = load })
    }
    let broken = try status("checked-in files") {
      throw InputError(file: "a.json", key: "schema", problem: "is missing", remedy: "Restore.")
    }
    #expect(broken.status == .fail)
    #expect(broken.found == "a.json, schema: is missing")
    #expect(broken.advice == "Restore.")
    let elsewhere = try status {
      var loaded = BaselineStore.Loaded()
      loaded.elsewhere[Example.id("a()")] = [BaselineStore.BaselineFolder(toolchain: "t", machine: "m")]
      return loaded
    }
    #expect(elsewhere.status == .warn)
    #expect(elsewhere.found == "0 benchmarks with counts, 0 with times for this machine; others are of t/m")
    let here = try status {
      var loaded = BaselineStore.Loaded()
      loaded.counts = [Example.counts([5])]
      loaded.times = [Example.times([100])]
      return loaded
    }
    #expect(here.status == .pass)
    #expect(here.found == "1 benchmark with counts, 1 with times for this machine")
    let refused = try status {
      var loaded = BaselineStore.Loaded()
      loaded.counts = [Example.counts([5])]
      loaded.times = [Example.times([100])]
      loaded.times[0].benchmarks[0].metrics = []
      loaded.times[0].benchmarks[0].refused = [RefusedMetric(name: "wallClock", date: "2026-11-28", detectable: 1.3)]
      return loaded
    }
    #expect(refused.status == .warn)
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
      return Doctor(probe { [loaded] in $0.package?.load = { loaded } }).findings.filter { $0.name == "baselines" }.map(
        \.found)
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
    for name in ["sessions", "clear_refs", "schedstat"] { #expect(try finding(name, poor).status == .warn) }
    let paranoid = try finding("perf events", probe(["/proc/sys/kernel/perf_event_paranoid": "4\n"]))
    #expect(paranoid.status == .pass)
    #expect(paranoid.found == "perf_event_paranoid is 4")
  }
}
