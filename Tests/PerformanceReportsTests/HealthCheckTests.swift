import Foundation
import PerformanceDiagnostics
import PerformanceHealth
import PerformanceMachine
import PerformanceSystem
import Synchronization
import Testing

@Suite("The checks of health")
struct HealthCheckTests {
  private func probe(_ files: [String: String] = [:], _ change: (inout DoctorProbe) -> Void = { _ in }) -> DoctorProbe {
    ExampleMachine.probe(files, change)
  }

  /// The worst finding of a check.
  private func finding(_ id: String, _ probe: DoctorProbe) throws -> HealthFinding {
    let check = try #require(Doctor(probe).checks.first { $0.id == id })
    let findings = check.find()
    return try #require(findings.first { $0.status == findings.status })
  }

  @Test("have ids of their own, and each belongs to one probe")
  func ids() {
    let checks = Doctor(probe()).checks
    #expect(Set(checks.map(\.id)).count == checks.count)
    func ids(_ probe: HealthCheck.Probe) -> [String] { checks.filter { $0.probe == probe }.map(\.id) }
    #expect(ids(.live) == ["git-repository", "tools", "state-folder", "locks", "load"])
    #expect(
      ids(.ready) == ["libraries", "cache-folder", "git", "configuration", "conflicts", "disk", "memory"])
    #expect(ids(.startup) == ["executor", "baselines", "hooks", "state", "monitoring"])
    for check in checks { #expect(check.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil) }
  }

  @Test("of 'live' start no process")
  func quick() {
    let started = Mutex(0)
    let probe = probe(["/app/.git/HEAD": "ref: refs/heads/main\n"]) {
      $0.output = { _ in
        started.withLock { $0 += 1 }
        return nil
      }
    }
    for check in Doctor(probe).checks where check.probe == .live { #expect(check.find().status == .pass) }
    #expect(started.withLock { $0 } == 0)
  }

  // MARK: - Live

  @Test("find a repository, also from a worktree, and one whose HEAD is damaged")
  func repository() throws {
    let hash = String(repeating: "a1", count: 20)
    #expect(try finding("git-repository", probe(["/app/.git/HEAD": hash + "\n"])).found == "/app/.git")
    #expect(try finding("git-repository", probe(["/.git/HEAD": "ref: refs/heads/main"])).found == "/.git")
    let worktree = ["/app/.git": "gitdir: /main/.git/worktrees/app\n", "/main/.git/worktrees/app/HEAD": hash]
    #expect(try finding("git-repository", probe(worktree)).status == .pass)
    let damaged = try finding("git-repository", probe(["/app/.git/HEAD": "\0\0\0"]))
    #expect(damaged.status == .fail && damaged.advice?.contains("git fsck") == true)
    let none = try finding("git-repository", probe())
    #expect(none.status == .warn && none.advice?.contains("git init") == true)
  }

  @Test("find a folder for state, and a lock, that cannot be used")
  func state() throws {
    let readOnly = try finding("state-folder", probe { $0.isWritable = { _ in false } })
    #expect(readOnly.status == .fail && readOnly.advice?.contains("PERFTEST_STATE") == true)
    let unusable = try finding("locks", probe { $0.lock = { _ in .unusable("cannot be opened") } })
    #expect(unusable.status == .fail && unusable.advice?.contains("make it writable") == true)
  }

  // MARK: - Ready

  @Test("find libraries that cannot be loaded, each with what is missing without it")
  func libraries() throws {
    func missing(_ name: String, _ change: (inout DoctorProbe) -> Void = { _ in }) throws -> HealthFinding {
      try finding(
        "libraries",
        probe(["/dev/nvidiactl": ""]) {
          $0.missingLibrary = { $0.contains(name) ? "\($0): no such file" : nil }
          change(&$0)
        })
    }
    #expect(try missing("sqlite").advice?.hasPrefix("history is read from the logs") == true)
    #expect(try missing("libz").advice?.hasPrefix("older files of the log are not compressed") == true)
    #expect(try missing("nvidia").advice?.hasPrefix("the GPU is not measured") == true)
    #expect(try missing("pq").status == .pass)
    let shared = try missing("pq") { $0.environment["PERFTEST_HISTORY"] = "postgresql://x" }
    #expect(shared.status == .warn && shared.found == "libpq.so.5: no such file")
  }

  @Test("find a folder of builds on a full disk")
  func cache() throws {
    let full = try finding(
      "cache-folder",
      probe(["/app/.perftest/build/x": ""]) { $0.trial = { _ in FolderTrial.Failure(.synced, code: ENOSPC) } })
    #expect(full.found == "a file in /app/.perftest/build could not be synced (No space left on device)")
    #expect(full.status == .fail && full.advice?.hasPrefix("free some space") == true)
  }

  @Test("find a repository that git refuses, one without a commit, and a slow one")
  func git() throws {
    let files = ["/app/.git/HEAD": "ref: refs/heads/main"]
    let refused = try finding("git", probe(files) { $0.output = { _ in nil } })
    #expect(refused.status == .fail && refused.advice?.hasPrefix("type 'git -C /app status'") == true)
    let empty = try finding("git", probe(files) { $0.output = { $0.contains("cat-file") ? nil : "/app" } })
    #expect(empty.status == .warn && empty.advice?.hasPrefix("commit once") == true)
    let clock = Mutex(0.0)
    let slow = try finding(
      "git",
      probe(files) {
        $0.seconds = { clock.withLock { $0 } }
        $0.output = { _ in
          clock.withLock { $0 += 0.6 }
          return "/app"
        }
      })
    #expect(slow.status == .warn && slow.advice?.hasSuffix("'git gc'") == true && slow.measure?.value == 1.2)
  }

  @Test(
    "find settings that mean nothing",
    arguments: [
      ("{", "is no JSON object with a schema"), ("[]", "is no JSON object with a schema"),
      (#"{"version": 1}"#, "is no JSON object with a schema"),
      (#"{"schema": "other/thing"}"#, "has the schema other/thing"),
      (
        #"{"schema": "swift-performance-testing/accepted", "version": 1, "accepted": [], "acepted": []}"#,
        "has the key 'acepted', which means nothing"
      ),
    ])
  func settings(text: String, problem: String) throws {
    let found = try finding("configuration", probe(["/app/baselines/accepted.json": text]))
    #expect(found.status == .fail && found.found == "/app/baselines/accepted.json \(problem)")
    #expect(found.advice?.isEmpty == false)
  }

  @Test("find variables that mean nothing")
  func variables() throws {
    let found = try finding("configuration", probe { $0.environment["PERFTEST_MODE"] = "fast" })
    #expect(found.status == .fail && found.name == "variables")
  }

  @Test("find baselines that cannot be read, and a history of another program or of a newer version")
  func conflicts() throws {
    let marker = InputError(
      file: "a.json", key: "line 3", problem: "has a merge-conflict marker", remedy: "Resolve it.")
    let conflict = try finding("conflicts", probe { $0.package?.load = { throw marker } })
    #expect(conflict.status == .fail && conflict.found == "a.json, line 3: has a merge-conflict marker")
    #expect(conflict.advice == "Resolve it.")
    func index(_ bytes: [UInt8]) throws -> HealthFinding {
      try finding("conflicts", probe { $0.bytes = { path, _ in path == "/app/.perftest/history.db" ? bytes : nil } })
    }
    func database(version: UInt8, application: [UInt8] = [0x70, 0x65, 0x72, 0x66]) -> [UInt8] {
      var bytes = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 84)
      bytes[63] = version
      bytes.replaceSubrange(68..<72, with: application)
      return bytes
    }
    #expect(try index(database(version: 1)).status == .pass)
    let newer = try index(database(version: 9))
    #expect(newer.status == .fail && newer.found.hasSuffix("has version 9, the newest known is 2"))
    #expect(newer.advice?.contains("history rebuild") == true)
    #expect(try index(database(version: 1, application: [0, 0, 0, 0])).status == .fail)
    #expect(try index(Array("garbage".utf8)).found.hasSuffix("is no database of this package"))
  }

  @Test("find too little space and memory")
  func space() throws {
    let full = try finding("disk", probe { $0.files = ExampleMachine.files([:], free: 1e6) })
    #expect(full.status == .fail && full.advice?.hasPrefix("free some space") == true)
    let exhausted = try finding("memory", probe(["/proc/meminfo": "MemTotal: 8000 kB\nMemAvailable: 700 kB\n"]))
    #expect(exhausted.status == .fail && exhausted.advice?.hasPrefix("end programs") == true)
    #expect(exhausted.measure?.value == 8.75 && exhausted.measure?.limit == 10)
  }

  // MARK: - Startup

  @Test("find a missing package, an old compiler, a clock that cannot measure, and whether there is a build")
  func executor() throws {
    let files = ["/app/Package.swift": ".testTarget("]
    #expect(try finding("executor", probe { $0.package = nil }).name == "package")
    let old = try finding("executor", probe(files) { $0.output = { _ in "Swift version 5.10" } })
    #expect(old.status == .fail && old.advice == "the package needs Swift 6.3 or newer")
    let coarse = try finding("executor", probe(files) { $0.clockStep = { 1e7 } })
    #expect(coarse.status == .fail && coarse.found == "10.0 ms a step")
    let built = files.merging(["/app/.perftest/build/release/App.xctest": ""]) { $1 }
    let check = try #require(Doctor(probe(built)).checks.first { $0.id == "executor" })
    #expect(check.find().map(\.found).contains("/app/.perftest/build/release/App.xctest, optimised"))
  }

  @Test("find a hook that git does not run, and say 'off' where none is installed")
  func hooks() throws {
    func hook(_ text: String?, isExecutable: Bool) throws -> HealthFinding {
      try finding(
        "hooks",
        probe(text.map { ["/app/.git/hooks/pre-push": $0] } ?? [:]) {
          $0.output = { _ in ".git/hooks" }
          $0.isExecutable = { $0 == "/usr/bin/git" || isExecutable }
        })
    }
    #expect(try hook(nil, isExecutable: false).found == "off")
    #expect(try hook("exec make", isExecutable: true).found == "off")
    #expect(try hook("swift run perftest gate", isExecutable: true).found.hasSuffix("pre-push runs perftest"))
    let dead = try hook("swift run perftest gate", isExecutable: false)
    #expect(dead.status == .fail && dead.advice == "type 'chmod +x /app/.git/hooks/pre-push'")
  }

  @Test("find runs that broke off, and a folder of logs that cannot be written")
  func logs() throws {
    #expect(try finding("state", probe { $0.package?.leftovers = { ["a-1"] } }).status == .warn)
    let full = try finding(
      "monitoring",
      probe(["/app/.perftest/runs/x": ""]) { $0.trial = { _ in FolderTrial.Failure(.renamed, code: EPERM) } })
    #expect(full.status == .fail && full.name == "event log")
    #expect(try finding("monitoring", probe { $0.clockStep = { 4_000 } }).status == .warn)
    #expect(try finding("baselines", probe()).advice?.hasSuffix("record'") == true)
  }

  // MARK: - Quiet

  @Test("find work whose time scatters, and not work that was interrupted once")
  func calibration() throws {
    func scattered(_ time: @escaping @Sendable (Int) -> Double) throws -> HealthFinding {
      let counted = Mutex(0)
      return try finding(
        "calibration",
        probe {
          $0.calibration = {
            time(
              counted.withLock { count in
                count += 1
                return count
              })
          }
        })
    }
    #expect(try scattered { $0 == 50 ? 10_000 : 100 }.status == .pass)
    let noisy = try scattered { 100 + Double($0 % 20) }
    #expect(noisy.status == .warn && noisy.advice?.hasPrefix("close other programs") == true)
    #expect(noisy.measure?.limit == 2)
  }

  @Test("find waiting processes, for each resource with a limit of its own")
  func pressure() throws {
    func waiting(_ resource: String, _ percent: String) throws -> HealthFinding {
      try finding("pressure", probe(["/proc/pressure/\(resource)": "some avg10=\(percent) avg60=0.00\n"]))
    }
    #expect(try waiting("cpu", "4.00").status == .pass)
    #expect(try waiting("cpu", "6.00").found == "processes waited 6 % of the time")
    #expect(try waiting("memory", "2.00").name == "pressure (memory)")
    #expect(try waiting("io", "6.00").status == .pass)
    #expect(try waiting("io", "60.00").status == .warn)
  }

  @Test("find a hypervisor that gives time to others")
  func steal() throws {
    func stolen(_ ticks: Int) throws -> HealthFinding {
      let slept = Mutex(false)
      return try finding(
        "steal",
        probe {
          $0.files = MachineFiles { path in
            path == "/proc/stat"
              ? "cpu 100 0 0 \(slept.withLock { $0 } ? 900 : 800) 0 0 0 \(slept.withLock { $0 } ? ticks : 0)\n" : nil
          }
          $0.sleep = { _ in slept.withLock { $0 = true } }
        })
    }
    #expect(try stolen(0).status == .pass)
    let busy = try stolen(25)
    #expect(busy.status == .warn && busy.found == "the hypervisor took 20 % of the time")
    #expect(try finding("steal", probe()).found == "not known here")
  }

  @Test("find busy sibling threads, a governor that follows the load, a quota, and a slow clock")
  func processors() throws {
    let smt = ["/sys/devices/system/cpu/smt/active": "1\n", "/proc/loadavg": "1.9 1 1"]
    let siblings = try finding("siblings", probe(smt))
    #expect(siblings.status == .warn && siblings.advice?.contains("/smt/control") == true)
    let governor = ["/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "powersave\n"]
    #expect(try finding("governor", probe(governor)).advice?.contains("cpupower") == true)
    let quota = ["/sys/fs/cgroup/cpu.max": "100000 100000\n"]
    #expect(try finding("quota", probe(quota)).status == .warn)
    #expect(try finding("clock", probe { $0.clockStep = { 1e5 } }).status == .warn)
  }
}
