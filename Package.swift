// swift-tools-version: 6.3
import PackageDescription

// Repetitions of the compiler and the optimiser dominate an adopter's build; the effect of each line was measured.
// In one process a module's sources are parsed and checked once, instead of once for each group of files and again for
// the module's interface. The index does not need the system's modules: four seconds of processor time.
let checkedOnce: [SwiftSetting] = [
  .unsafeFlags(
    [
      "-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2", "-no-emit-module-separately-wmo",
      "-index-ignore-system-modules",
    ], .when(configuration: .debug))
]

// Two thirds of the processor time of a measured build went into optimising modules that never run inside a window.
// Arithmetic stays optimised: a verdict sorts and adds up many numbers.
let neverTimed: [SwiftSetting] =
  checkedOnce
  + [.unsafeFlags(["-Onone", "-gnone", "-no-emit-module-separately-wmo"], .when(configuration: .release))]

extension Target {
  /// A library that is never optimised in a measured build.
  static func unoptimised(_ name: String, uses dependencies: Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: neverTimed)
  }

  /// A library that is optimised in every release build.
  static func optimised(_ name: String, uses dependencies: Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: checkedOnce)
  }

  /// An executable of commands.
  static func command(_ name: String, uses dependencies: Dependency...) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: neverTimed)
  }

  /// A bundle of tests.
  static func tests(
    _ name: String, uses dependencies: Dependency..., path: String? = nil, exclude: [String] = [],
    resources: [Resource]? = nil
  ) -> Target {
    .testTarget(
      name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
      swiftSettings: checkedOnce)
  }
}

let package = Package(
  name: "swift-performance-testing",
  products: [
    .library(name: "PerformanceTesting", targets: ["PerformanceTesting"]),
    .library(name: "PerformanceGPU", targets: ["PerformanceGPU"]),
    .library(name: "PerformanceNVML", targets: ["PerformanceNVML"]),
    .executable(name: "perftest", targets: ["perftest"]),
    // `perftest` builds these when one of their commands is first used.
    .executable(name: "perftest-gate", targets: ["perftest-gate"]),
    .executable(name: "perftest-tools", targets: ["perftest-tools"]),
    .executable(name: "perftest-history", targets: ["perftest-history"]),
    .executable(name: "perftest-reports", targets: ["perftest-reports"]),
    .executable(name: "perftest-machine", targets: ["perftest-machine"]),
    .executable(name: "perftest-live", targets: ["perftest-live"]),
    .executable(name: "perftest-operations", targets: ["perftest-operations"]),
  ],
  targets: [
    // MARK: Targets that a test bundle links

    // Where a package, its state and its builds are, variables, and the compiler's settings: what `perftest` needs to
    // build the rest.
    .unoptimised("PerformanceBuild"),
    // Functions that Swift cannot express: the consuming asm, the clock reads, the process launch. Every target may
    // link it.
    .target(name: "CPerformanceProbe"),
    // Replaces malloc and swift_retain of the executable that links it, so only test bundles do.
    .target(name: "CPerformanceInterposition", dependencies: ["CPerformanceProbe"]),
    // Code that runs at the ends of a window and in its loop: optimised in every build.
    .optimised("PerformanceWindow", uses: "CPerformanceProbe", "PerformanceSystem"),
    // Processes, the machine's lock, files, dynamic libraries and the clock of a run.
    .unoptimised("PerformanceSystem", uses: "CPerformanceProbe", "PerformanceBuild"),
    .optimised("PerformanceStatistics"),
    .unoptimised("PerformanceRecords", uses: "PerformanceBuild", "PerformanceStatistics", "PerformanceSystem"),
    .unoptimised("PerformanceProfiles", uses: "CPerformanceProbe", "PerformanceRecords", "PerformanceSystem"),
    .unoptimised("PerformanceRegression", uses: "PerformanceRecords", "PerformanceStatistics"),
    .unoptimised(
      "PerformanceText", uses: "PerformanceBuild", "PerformanceRecords", "PerformanceRegression",
      "PerformanceStatistics", "PerformanceSystem"),
    // Starting a test bundle as a child, the messages between the two, and whether its build is up to date.
    .unoptimised(
      "PerformanceBundles", uses: "CPerformanceProbe", "PerformanceBuild", "PerformanceRecords", "PerformanceSystem"),
    .unoptimised(
      "PerformanceMeasurement", uses: "CPerformanceProbe", "PerformanceBundles", "PerformanceProfiles",
      "PerformanceRecords", "PerformanceStatistics", "PerformanceSystem", "PerformanceWindow"),
    .unoptimised(
      "PerformanceTesting", uses: "CPerformanceInterposition", "CPerformanceProbe", "PerformanceBuild",
      "PerformanceBundles", "PerformanceMeasurement", "PerformanceProfiles", "PerformanceRecords",
      "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem", "PerformanceText", "PerformanceWindow"),

    // MARK: Targets that a bundle also links to measure GPUs

    // Types of NVIDIA's management library, which is only ever opened at run time.
    .target(name: "CNVML"),
    .unoptimised("PerformanceNVML", uses: "CNVML", "PerformanceBuild", "PerformanceRecords", "PerformanceSystem"),
    .unoptimised(
      "PerformanceGPU", uses: "PerformanceMeasurement", "PerformanceNVML", "PerformanceRecords", "PerformanceSystem",
      "PerformanceWindow"),

    // MARK: Targets of a first gate

    .unoptimised(
      "PerformanceRecording", uses: "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics",
      "PerformanceText"),
    // What the tool did: records without secrets, their files, and the chain of audit records.
    .unoptimised("PerformanceLog", uses: "PerformanceBuild", "PerformanceSystem"),
    // The state of the machine: processors, memory, disks, network, as the kernel's files have it. It is read every second
    // beside a measurement, so it is optimised.
    .optimised("PerformanceMachine", uses: "PerformanceSystem"),
    // Whether the machine and the package are fit for a run: checks with remedies, and those that a gate makes first.
    .unoptimised(
      "PerformanceHealth", uses: "PerformanceMachine", "PerformanceRecords", "PerformanceSystem", "PerformanceText"),
    // Revisions, merge bases and exported trees.
    .unoptimised("PerformanceGit", uses: "PerformanceLog", "PerformanceSystem"),
    .unoptimised(
      "PerformanceWorkflows", uses: "PerformanceBuild", "PerformanceBundles", "PerformanceGit", "PerformanceHealth",
      "PerformanceLog", "PerformanceMachine", "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
      "PerformanceSystem", "PerformanceText"),
    .command("perftest-gate", uses: "PerformanceWorkflows"),
    // What `swift run` builds: it builds and starts the executable that has the command.
    .command("perftest", uses: "PerformanceBuild"),

    // MARK: Products built at their first use

    // Where the level of a series changed, and how it drifts: arithmetic, so it is optimised.
    .optimised("PerformanceTrends", uses: "PerformanceRecords", "PerformanceStatistics"),
    // The runs that are kept: an index of their logs.
    .optimised("PerformanceHistory", uses: "PerformanceRecords", "PerformanceStatistics", "PerformanceSystem"),
    .unoptimised(
      "PerformanceVerification", uses: "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics",
      "PerformanceSystem"),
    .unoptimised("PerformanceFlameGraphs", uses: "PerformanceProfiles", "PerformanceRecords"),
    .unoptimised(
      "PerformanceReports", uses: "PerformanceBuild", "PerformanceHistory", "PerformanceRecording",
      "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem", "PerformanceText",
      "PerformanceTrends", "PerformanceVerification"),
    // The commands that inspect results: accept, show, explain, bisect, verify-gate, replay.
    .unoptimised(
      "PerformanceInvestigation", uses: "PerformanceBuild", "PerformanceBundles", "PerformanceFlameGraphs",
      "PerformanceGit", "PerformanceMeasurement", "PerformanceProfiles", "PerformanceRecording", "PerformanceRecords",
      "PerformanceRegression", "PerformanceReports", "PerformanceSystem", "PerformanceText", "PerformanceVerification",
      "PerformanceWorkflows"),
    .command("perftest-tools", uses: "PerformanceInvestigation", "PerformanceWorkflows"),
    // The commands about all runs that are kept: history, compare, merge.
    .unoptimised(
      "PerformanceHistoryCommands", uses: "PerformanceBuild", "PerformanceGit", "PerformanceHistory", "PerformanceLog",
      "PerformanceRecords", "PerformanceRegression", "PerformanceReports", "PerformanceStatistics", "PerformanceSystem",
      "PerformanceText", "PerformanceTrends", "PerformanceWorkflows"),
    .command("perftest-history", uses: "PerformanceHistoryCommands", "PerformanceWorkflows"),
    // Runs as documents: pages for people and the formats of other tools. A page of thousands of rows is made of text
    // work, so it is optimised.
    .optimised(
      "PerformanceExports", uses: "PerformanceBuild", "PerformanceFlameGraphs", "PerformanceHistory",
      "PerformanceProfiles", "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
      "PerformanceReports", "PerformanceStatistics", "PerformanceSystem", "PerformanceText", "PerformanceTrends"),
    // Totals of all runs, of the tool's log and of the machine, for a monitoring system that asks again and again.
    .optimised(
      "PerformanceMetrics", uses: "PerformanceBuild", "PerformanceExports", "PerformanceGit", "PerformanceHistory",
      "PerformanceLog", "PerformanceLogReading", "PerformanceMachine", "PerformanceNVML", "PerformanceRecords",
      "PerformanceSystem", "PerformanceText"),
    // Results of other tools, and their comparison.
    .optimised(
      "PerformanceImports", uses: "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
      "PerformanceStatistics", "PerformanceSystem", "PerformanceText"),
    // Documents and messages on their way: HTTP with retries, and mail.
    .unoptimised("PerformanceDelivery", uses: "PerformanceBuild", "PerformanceRecords", "PerformanceSystem"),
    // The commands that write documents: report, export, open, judge.
    .unoptimised(
      "PerformanceReportCommands", uses: "PerformanceBuild", "PerformanceDelivery", "PerformanceExports",
      "PerformanceGit", "PerformanceHTTP", "PerformanceHistory", "PerformanceHistoryCommands", "PerformanceImports",
      "PerformanceMachine", "PerformanceMetrics", "PerformanceNVML", "PerformanceRecords", "PerformanceRegression",
      "PerformanceReports", "PerformanceSystem", "PerformanceText", "PerformanceTrends", "PerformanceWorkflows"),
    .command("perftest-reports", uses: "PerformanceReportCommands", "PerformanceWorkflows"),
    // A small server for monitors and scrapers on this machine.
    .unoptimised("PerformanceHTTP", uses: "PerformanceSystem"),
    // A full-screen display on a terminal: the screen, the keys and the signals.
    .unoptimised("PerformanceTerminal", uses: "CPerformanceTerminal", "PerformanceWorkflows"),
    // The process that restores a terminal after another one that was killed: Swift has no fork.
    .target(name: "CPerformanceTerminal"),
    // What people see of a run while it is under way: text alone, so that its command is built in seconds. It is made
    // again every second beside a measurement, so it is optimised.
    .optimised(
      "PerformanceLive", uses: "PerformanceRecords", "PerformanceRegression", "PerformanceSystem", "PerformanceText"),
    // The log's files read again: search, statistics, the end as it grows, the check of the chain. A log may have a
    // gigabyte, so it is optimised.
    .optimised("PerformanceLogReading", uses: "PerformanceLog", "PerformanceSystem"),
    // The commands beside a run: watch, status, follow, log.
    .unoptimised(
      "PerformanceLiveCommands", uses: "PerformanceBuild", "PerformanceLive", "PerformanceLog", "PerformanceLogReading",
      "PerformanceMachine", "PerformanceNVML", "PerformanceRecords", "PerformanceRegression", "PerformanceSystem",
      "PerformanceTerminal", "PerformanceText", "PerformanceWorkflows"),
    .command("perftest-live", uses: "PerformanceLiveCommands", "PerformanceWorkflows"),
    // The commands that inspect the machine: health, doctor, gpu.
    .unoptimised(
      "PerformanceDiagnostics", uses: "PerformanceBuild", "PerformanceGPU", "PerformanceHTTP", "PerformanceHealth",
      "PerformanceMachine", "PerformanceMeasurement", "PerformanceNVML", "PerformanceRecords", "PerformanceStatistics",
      "PerformanceSystem", "PerformanceTerminal", "PerformanceText", "PerformanceWindow", "PerformanceWorkflows"),
    .command("perftest-machine", uses: "PerformanceDiagnostics", "PerformanceWorkflows"),

    // Budgets, objectives, alerts and usage: functions of records and of the history.
    .optimised(
      "PerformanceOperations", uses: "PerformanceBuild", "PerformanceHistory", "PerformanceLog", "PerformanceRecords",
      "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem", "PerformanceTrends"),
    // The rules of alerts, when they fire and resolve, and the notifications about them.
    .optimised(
      "PerformanceAlerts", uses: "PerformanceBuild", "PerformanceDelivery", "PerformanceExports", "PerformanceRecords",
      "PerformanceSystem", "PerformanceText"),
    // The commands that keep promises over many runs: budget, slo, alerts.
    .unoptimised(
      "PerformanceOperationsCommands", uses: "PerformanceAlerts", "PerformanceBuild", "PerformanceDelivery",
      "PerformanceExports", "PerformanceGit", "PerformanceHistory", "PerformanceHistoryCommands", "PerformanceLog",
      "PerformanceLogReading", "PerformanceMachine", "PerformanceMetrics", "PerformanceOperations",
      "PerformanceRecords", "PerformanceRegression", "PerformanceReportCommands", "PerformanceReports",
      "PerformanceStatistics", "PerformanceSystem", "PerformanceText", "PerformanceTrends", "PerformanceWorkflows"),
    .command("perftest-operations", uses: "PerformanceOperationsCommands", "PerformanceWorkflows"),

    .tests(
      "PerfTests", uses: "CNVML", "PerformanceBundles", "PerformanceExports", "PerformanceGPU", "PerformanceHistory",
      "PerformanceMeasurement", "PerformanceNVML", "PerformanceRecords", "PerformanceRegression", "PerformanceReports",
      "PerformanceStatistics", "PerformanceSystem", "PerformanceTesting", "PerformanceText", "PerformanceTrends",
      path: "PerfTests"),
  ]
)

// A gate builds every test target of the package in release, and unit tests dominate that build: `perftest` sets
// PERFTEST for it, which leaves only the benchmarks.
if Context.environment["PERFTEST"] == nil {
  // Opened at run time like the driver's library, from the folder of the test bundle: no target may link it.
  package.products += [.library(name: "FakeNVML", type: .dynamic, targets: ["FakeNVML"])]
  package.targets += [
    .target(name: "FakeNVML", dependencies: ["CNVML"], path: "Tests/FakeNVML"),
    .target(
      name: "PerformanceTestSupport",
      dependencies: ["CPerformanceProbe", "PerformanceRecords", "PerformanceStatistics"],
      path: "Tests/PerformanceTestSupport", swiftSettings: checkedOnce),
    .tests(
      "PerformanceStatisticsTests", uses: "PerformanceStatistics", "PerformanceTestSupport", "PerformanceVerification"),
    .tests("PerformanceSystemTests", uses: "PerformanceMachine", "PerformanceSystem", "PerformanceTestSupport"),
    // Writes to a log, to be killed meanwhile.
    .executableTarget(
      name: "LogWriter", dependencies: ["PerformanceLog"], path: "Tests/LogWriter", swiftSettings: checkedOnce),
    .tests(
      "PerformanceLogTests", uses: "LogWriter", "PerformanceLog", "PerformanceLogReading", "PerformanceSystem",
      "PerformanceTestSupport"),
    .tests("PerformanceHTTPTests", uses: "PerformanceHTTP", "PerformanceSystem", "PerformanceTestSupport"),
    .tests(
      "PerformanceHealthTests", uses: "PerformanceHealth", "PerformanceMachine", "PerformanceRecords",
      "PerformanceSystem", "PerformanceTestSupport"),
    .tests(
      "PerformanceRecordsTests", uses: "PerformanceRecords", "PerformanceStatistics", "PerformanceSystem",
      "PerformanceTestSupport", "PerformanceVerification"),
    .tests(
      "PerformanceHistoryTests", uses: "HistoryIngester", "PerformanceHistory", "PerformanceRecords",
      "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport", resources: [.copy("Fixtures")]),
    .tests(
      "PerformanceTrendsTests", uses: "PerformanceRecords", "PerformanceStatistics", "PerformanceTestSupport",
      "PerformanceTrends",
      resources: [.copy("Fixtures")]),
    // Takes logs into an index, to be killed meanwhile.
    .executableTarget(
      name: "HistoryIngester", dependencies: ["PerformanceHistory", "PerformanceRecords"],
      path: "Tests/HistoryIngester", swiftSettings: checkedOnce),
    // Makes large histories and documents and measures them: Scripts/measure-history and Scripts/measure-exports.
    .executableTarget(
      name: "HistoryScale",
      dependencies: [
        "PerformanceExports", "PerformanceHistory", "PerformanceRecords", "PerformanceReportCommands",
        "PerformanceSystem", "PerformanceTestSupport", "PerformanceWorkflows",
      ],
      path: "Tests/HistoryScale", swiftSettings: checkedOnce),
    .tests(
      "PerformanceOperationsTests", uses: "PerformanceAlerts", "PerformanceBuild", "PerformanceDelivery",
      "PerformanceExports", "PerformanceHistory", "PerformanceLog", "PerformanceOperations",
      "PerformanceOperationsCommands", "PerformanceRecords", "PerformanceRegression", "PerformanceReportCommands",
      "PerformanceReports", "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText",
      "PerformanceTrends", "PerformanceWorkflows"),
    .tests(
      "PerformanceProfilesTests", uses: "PerformanceFlameGraphs", "PerformanceProfiles", "PerformanceRecords",
      "PerformanceSystem", "PerformanceTestSupport", resources: [.copy("Fixtures")]),
    .tests(
      "PerformanceRegressionTests", uses: "PerformanceInvestigation", "PerformanceRecording", "PerformanceRecords",
      "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport",
      "PerformanceText", "PerformanceVerification", resources: [.copy("Fixtures")]),
    .tests(
      "PerformanceNVMLTests", uses: "CNVML", "PerformanceGPU", "PerformanceMeasurement", "PerformanceNVML",
      "PerformanceRecords", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText"),
    .tests(
      "PerformanceReportsTests", uses: "PerformanceBuild", "PerformanceDiagnostics", "PerformanceHTTP",
      "PerformanceHealth", "PerformanceMachine", "PerformanceNVML", "PerformanceRecords", "PerformanceRegression",
      "PerformanceReports", "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText",
      "PerformanceTrends", "PerformanceVerification"),
    .tests(
      "PerformanceExportsTests", uses: "PerformanceAlerts", "PerformanceBuild", "PerformanceDelivery",
      "PerformanceExports", "PerformanceHTTP", "PerformanceHistory", "PerformanceLog", "PerformanceMachine",
      "PerformanceMetrics", "PerformanceNVML", "PerformanceRecords", "PerformanceRegression",
      "PerformanceReportCommands", "PerformanceReports", "PerformanceStatistics", "PerformanceSystem",
      "PerformanceTestSupport", "PerformanceText", "PerformanceTrends", "PerformanceWorkflows",
      resources: [.copy("Fixtures")]),
    .tests(
      "PerformanceImportsTests", uses: "PerformanceImports", "PerformanceRecording", "PerformanceRecords",
      "PerformanceRegression", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText",
      resources: [.copy("Fixtures")]),
    .tests(
      "PerformanceMeasurementTests", uses: "CPerformanceProbe", "PerformanceBundles", "PerformanceMeasurement",
      "PerformanceRecords", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText", "PerformanceWindow",
      exclude: ["Fixtures"]),
    .tests(
      "PerformanceLiveTests", uses: "PerformanceLive", "PerformanceRecords", "PerformanceRegression",
      "PerformanceStatistics", "PerformanceSystem", "PerformanceTerminal", "PerformanceTestSupport", "PerformanceText",
      "PerformanceWorkflows", resources: [.copy("Fixtures")]),
    // One file of callers, compiled by the rules that adopters can select.
    .target(
      name: "CallersAsIs", dependencies: ["PerformanceTestSupport", "PerformanceTesting"], path: "Tests/Callers/AsIs"),
    .target(
      name: "CallersMainActor", dependencies: ["PerformanceTestSupport", "PerformanceTesting"],
      path: "Tests/Callers/MainActorByDefault", swiftSettings: [.defaultIsolation(MainActor.self)]),
    .target(
      name: "CallersNonsending", dependencies: ["PerformanceTestSupport", "PerformanceTesting"],
      path: "Tests/Callers/NonsendingByDefault",
      swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
    .target(
      name: "CallersBoth", dependencies: ["PerformanceTestSupport", "PerformanceTesting"],
      path: "Tests/Callers/BothByDefault",
      swiftSettings: [
        .defaultIsolation(MainActor.self), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      ]),
    .tests(
      "PerformanceTestingTests", uses: "CallersAsIs", "CallersBoth", "CallersMainActor", "CallersNonsending",
      "CPerformanceProbe", "PerformanceBundles", "PerformanceMeasurement", "PerformanceProfiles", "PerformanceRecords",
      "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport",
      "PerformanceTesting", "PerformanceText"),
    // Scripted benchmarks: tests of the command measure them with a scripted clock. A separate bundle, because Swift
    // Testing enumerates every test of a bundle at each start, and the other one has hundreds.
    .executableTarget(
      name: "ScriptedBenchmarks", dependencies: ["CPerformanceProbe", "PerformanceTesting"],
      path: "Tests/ScriptedBenchmarks", swiftSettings: checkedOnce),
    // Bodies that run under Swift Testing or, under another process name, without it.
    .executableTarget(
      name: "ComparedBodies",
      dependencies: ["PerformanceBundles", "PerformanceMeasurement", "PerformanceRecords", "PerformanceTesting"],
      path: "Tests/ComparedBodies", swiftSettings: checkedOnce),
    .tests(
      "PerftestCommandTests", uses: "CPerformanceProbe", "PerformanceAlerts", "PerformanceBuild", "PerformanceBundles",
      "PerformanceDiagnostics", "PerformanceExports", "PerformanceGit", "PerformanceHealth", "PerformanceHistory",
      "PerformanceHistoryCommands", "PerformanceImports", "PerformanceInvestigation", "PerformanceLive",
      "PerformanceLiveCommands", "PerformanceLog", "PerformanceLogReading", "PerformanceMachine",
      "PerformanceMeasurement", "PerformanceMetrics", "PerformanceOperations", "PerformanceOperationsCommands",
      "PerformanceRecording", "PerformanceRecords", "PerformanceRegression", "PerformanceReportCommands",
      "PerformanceReports", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText", "PerformanceTrends",
      "PerformanceWorkflows", "perftest", "perftest-gate", "perftest-history", "perftest-live", "perftest-machine",
      "perftest-operations", "perftest-reports", "perftest-tools",
      exclude: ["PublicInterface/PublicInterface.txt", "PublicInterface/UserCode"]),
  ]
}
