import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// Whole outputs of commands that run in this process, over a package whose build and whose benchmarks are scripts.
@Suite("The complete output of commands")
struct CommandOutputTests {
  private static let decode = ScriptedToolchain.benchmark

  private let folder: TemporaryFolder
  private let toolchain: ScriptedToolchain

  init() throws {
    folder = try TemporaryFolder()
    toolchain = try ScriptedToolchain()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try folder.write("12", to: "allocations")
    try folder.write("100.0", to: "time")
  }

  private func run(_ arguments: String..., width: Int? = nil) async -> CommandOutcome {
    var outcome = await Perftest.run(arguments, environment: toolchain.environment, in: folder.url, width: width)
    (outcome.output, outcome.error) = (plain(outcome.output), plain(outcome.error))
    return outcome
  }

  /// A text without what differs from one run to the next, such as the lines of progress that a slow machine has.
  private func plain(_ text: String) -> String {
    [folder.url.resolvingSymlinksInPath().path, folder.url.path].reduce(text) { $0.replacing($1, with: "PACKAGE") }
      .replacing(/\d{8}-\d{6}-\d+/, with: "RUN").replacing(/\d{4}-\d\d-\d\d/, with: "YYYY-MM-DD")
      .replacing(/(building for measuring: |built for measuring in ).*\n/, with: "")
  }

  private func log(_ name: String, _ verdicts: Verdict...) throws {
    let writer = try EventLogWriter(file: folder.file(".perftest/runs/\(name).jsonl"))
    for event in Example.events(verdicts) { try writer.append(event.body) }
  }

  private static let building = "building for measuring (release, output in PACKAGE/.perftest/build.log)\n"

  @Test("A green gate")
  func greenGate() async throws {
    try toolchain.setRun([Example.same(Self.decode)])
    let outcome = await run("gate", "--no-count", "--no-pair")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        1 same
        1 benchmark, 1 verdict: 1 same – green, measured in 7.2 s
        times compared with the baselines of this machine

        """)
    #expect(outcome.error == Self.building)
  }

  @Test("A red gate")
  func redGate() async throws {
    try toolchain.setRun([Example.grew(Self.decode), Example.same(Self.decode)])
    let outcome = await run("gate", "--no-count", "--no-pair")
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        benchmark         metric       baseline  now  change  sessions  detectable  verdict
        Catalog/decode()  allocations        12   13  +8.3 %         3           –  regressed
            each of 3 fresh processes counted more
        1 same
        1 benchmark, 2 verdicts: 1 regressed, 1 same – RED, measured in 7.2 s
        look at it: swift run perftest show 'CatalogTests.Catalog/decode()'
        if intended: swift run perftest record --reason '…'
        if it may stay for a while: swift run perftest accept 'CatalogTests.Catalog/decode()' \
        --metric allocations --reason '…' --until YYYY-MM-DD
        times compared with the baselines of this machine

        """)
    #expect(outcome.error == Self.building)
  }

  @Test("A gate whose build fails")
  func brokenBuild() async throws {
    try folder.write("", to: "broken")
    let outcome = await run("gate")
    #expect(outcome.status == 75 && outcome.output.isEmpty)
    #expect(
      outcome.error == Self.building + """
        perftest: the release build of the tests failed; its output is in PACKAGE/.perftest/build.log
        Catalog.swift:1:1: error: cannot find 'x' in scope

        """)
  }

  @Test("A list, for people and for programs")
  func list() async throws {
    let list = await run("list")
    #expect(list.status == 0)
    #expect(list.output == "CatalogTests.Catalog/decode()  (no baseline here)\n")
    #expect(list.error == Self.building + "1 function, 1 without a baseline here\n")
    let json = await run("list", "--json")
    #expect(
      json.output == """
        [
          {
            "counted": [],
            "function": "CatalogTests.Catalog/decode()",
            "hasOnlyTimesOfOthers": false,
            "isCounted": true,
            "recorded": [],
            "recordedTimes": [],
            "refused": []
          }
        ]

        """)
  }

  @Test("A run with a red verdict, shown again")
  func show() async throws {
    try log("1", Example.grew(Self.decode), Example.same(Self.decode))
    let run = await run("show", ".perftest/runs/1.jsonl")
    #expect(run.status == 0 && run.error.isEmpty)
    #expect(
      run.output == """
        gate, on amd-epyc-7r13-25.1.1-2cpu-kvm, linux-debian12-glibc2.36-x86_64-swift6.3.1-release

        benchmark         metric       baseline      now  change             sessions  detectable  verdict
        Catalog/decode()  allocations        12       13  +8.3 %                    3           –  regressed
            each of 3 fresh processes counted more
        Catalog/decode()  wallClock     1.00 ms  1.01 ms  +1 % [−5, 1] 85 %         1       +25 %  same
        1 same

        1 benchmark, 2 verdicts: 1 regressed, 1 same – RED, measured in 7.2 s

        """)
    let red = await self.run("show", "--red")
    #expect(red.status == 0 && red.error.isEmpty)
    #expect(
      red.output == """
        from PACKAGE/.perftest/runs/1.jsonl
        CatalogTests.Catalog/decode()
        at /home/me/app/PerfTests/JSON.swift:20
        the file of its baseline is missing: the verdicts keep its number, but its sessions are unknown

        regressed  decode(): allocations 12 → 13
        same       decode() wallClock: 1.00 ms → 1.01 ms, +1.0 % [−5 %, +1 %] (tolerance 20 %); within the tolerance

        """)
  }

  @Test("Two baselines side by side")
  func compare() async throws {
    for (name, times) in [("old", [100.0, 101, 102]), ("new", [130, 131, 135])] {
      try BaselineStore(folder: folder.file(name)).write(Example.document(Example.benchmark(Example.sampled(times))))
    }
    let outcome = await run("compare", "old", "new")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    #expect(
      outcome.output == """
        benchmark         metric        old     new  change  interval             sessions
        Catalog/decode()  wallClock  100 ns  130 ns   +30 %  [+27 %, +35 %] 90 %     3 → 3
        1 benchmark in both, 1 number: 1 worse, 0 better, 0 about the same

        """)
  }

  @Test("An acceptance, and the list of them")
  func accept() async throws {
    try log("1", Example.grew(Self.decode))
    let day = "\(Day(Date(timeIntervalSinceNow: 30 * 86_400)))"
    let accepted = await run("accept", "decode()", "--metric", "allocations", "--reason", "a reason", "--until", day)
    #expect(accepted.status == 0)
    #expect(
      accepted.output == "accepted until YYYY-MM-DD: allocations of CatalogTests.Catalog/decode(), 12 → 13\n")
    #expect(
      accepted.error
        == "the number is from PACKAGE/.perftest/runs/1.jsonl; commit PACKAGE/baselines/accepted.json\n")
    let list = await run("accept", "--list")
    #expect(list.status == 0 && list.error.isEmpty)
    #expect(
      list.output.replacing(/\d\d days/, with: "30 days") == """
        benchmark                      metric       accepted  since       until       state         reason
        CatalogTests.Catalog/decode()  allocations  12 → 13   YYYY-MM-DD  YYYY-MM-DD  30 days left  a reason

        """)
  }

  @Test("The checks of a package, without those of the machine")
  func doctor() async throws {
    try toolchain.setVersion("6.3.1 (script)")
    let outcome = await run("doctor")
    #expect(outcome.status == 78 && outcome.error.isEmpty)
    let checks = [
      "swift", "git repository", "variables", "package", "state folder", "leftover runs", "baselines",
    ]
    let lines = outcome.output.split(separator: "\n").filter { line in
      checks.contains { line.dropFirst(9).hasPrefix($0 + "  ") }
    }
    let swift = (toolchain.environment["PATH"] ?? "").prefix { $0 != ":" } + "/swift"
    #expect(
      lines.joined(separator: "\n") == """
        warning  git repository     the package is in no repository – baselines will not contain their commit, and no \
        older build confirms a regression; type 'git init'
        ok       state folder       PACKAGE/.perftest, which the first run makes
        ok       variables          no PERFTEST_… variable is set
        ok       swift              6.3.1 at \(swift)
        problem  package            PACKAGE/Package.swift names no test target – add one with a suite that has the trait \
        .performance
        warning  baselines          none in PACKAGE/baselines – nothing is judged yet; type 'swift run perftest record'
        ok       leftover runs      none
        """)
  }
}
