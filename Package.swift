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

let package = Package(
  name: "swift-performance-testing",
  products: [
    .library(name: "PerformanceTesting", targets: ["PerformanceTesting"]),
    .library(name: "PerformanceGPU", targets: ["PerformanceGPU"]),
    .library(name: "PerformanceNVML", targets: ["PerformanceNVML"]),
    .executable(name: "perftest", targets: ["perftest"]),
    // Built on first use, so that a first gate compiles neither: see Sources/PerformanceWorkflows/Tools.
    .executable(name: "perftest-tools", targets: ["perftest-tools"]),
    .executable(name: "perftest-machine", targets: ["perftest-machine"]),
  ],
  targets: [
    // MARK: Targets that a test bundle links

    // Functions that Swift cannot express: the consuming asm, the clock reads, the process launch. Every target may
    // link it.
    .target(name: "CPerformanceProbe"),
    // Replaces malloc and swift_retain of the executable that links it, so only test bundles do.
    .target(name: "CPerformanceInterposition", dependencies: ["CPerformanceProbe"]),
    // Code that runs at the ends of a window and in its loop: optimised in every build.
    .target(
      name: "PerformanceWindow", dependencies: ["CPerformanceProbe", "PerformanceSystem"], swiftSettings: checkedOnce),
    // Processes, the machine's lock, files, dynamic libraries, the environment and the clock of a run.
    .target(name: "PerformanceSystem", dependencies: ["CPerformanceProbe"], swiftSettings: neverTimed),
    .target(name: "PerformanceStatistics", swiftSettings: checkedOnce),
    .target(
      name: "PerformanceRecords", dependencies: ["PerformanceStatistics", "PerformanceSystem"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceProfiles", dependencies: ["CPerformanceProbe", "PerformanceRecords", "PerformanceSystem"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceRegression", dependencies: ["PerformanceRecords", "PerformanceStatistics"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceText",
      dependencies: ["PerformanceRecords", "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem"],
      swiftSettings: neverTimed),
    // Starting a test bundle as a child, the messages between the two, and whether its build is up to date.
    .target(
      name: "PerformanceBundles", dependencies: ["CPerformanceProbe", "PerformanceRecords", "PerformanceSystem"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceMeasurement",
      dependencies: [
        "CPerformanceProbe", "PerformanceBundles", "PerformanceProfiles", "PerformanceRecords", "PerformanceSystem",
        "PerformanceWindow",
      ], swiftSettings: neverTimed),
    .target(
      name: "PerformanceTesting",
      dependencies: [
        "CPerformanceInterposition", "CPerformanceProbe", "PerformanceBundles", "PerformanceMeasurement",
        "PerformanceProfiles", "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics",
        "PerformanceSystem", "PerformanceText", "PerformanceWindow",
      ], swiftSettings: neverTimed),

    // MARK: Targets that a bundle also links to measure GPUs

    // Types of NVIDIA's management library, which is only ever opened at run time.
    .target(name: "CNVML"),
    .target(
      name: "PerformanceNVML", dependencies: ["CNVML", "PerformanceRecords", "PerformanceSystem"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceGPU",
      dependencies: [
        "PerformanceMeasurement", "PerformanceNVML", "PerformanceRecords", "PerformanceSystem", "PerformanceWindow",
      ],
      swiftSettings: neverTimed),

    // MARK: Targets of a first gate

    .target(
      name: "PerformanceRecording",
      dependencies: ["PerformanceRecords", "PerformanceRegression", "PerformanceStatistics", "PerformanceText"],
      swiftSettings: neverTimed),
    // Revisions, merge bases and exported trees.
    .target(name: "PerformanceGit", dependencies: ["PerformanceSystem"], swiftSettings: neverTimed),
    .target(
      name: "PerformanceWorkflows",
      dependencies: [
        "PerformanceBundles", "PerformanceGit", "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
        "PerformanceSystem", "PerformanceText",
      ], swiftSettings: neverTimed),
    .executableTarget(
      name: "perftest", dependencies: ["PerformanceWorkflows"], swiftSettings: neverTimed),

    // MARK: Products built at their first use

    .target(
      name: "PerformanceVerification",
      dependencies: ["PerformanceRecords", "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceFlameGraphs", dependencies: ["PerformanceProfiles", "PerformanceRecords"],
      swiftSettings: neverTimed),
    .target(
      name: "PerformanceReports",
      dependencies: [
        "PerformanceRecording", "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics",
        "PerformanceText", "PerformanceVerification",
      ], swiftSettings: neverTimed),
    // The commands that inspect results: accept, show, compare, explain, bisect, verify-gate, replay.
    .target(
      name: "PerformanceInvestigation",
      dependencies: [
        "PerformanceBundles", "PerformanceFlameGraphs", "PerformanceGit", "PerformanceMeasurement",
        "PerformanceProfiles", "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
        "PerformanceReports", "PerformanceSystem", "PerformanceText", "PerformanceVerification", "PerformanceWorkflows",
      ], swiftSettings: neverTimed),
    .executableTarget(
      name: "perftest-tools", dependencies: ["PerformanceInvestigation", "PerformanceWorkflows"],
      swiftSettings: neverTimed),
    // The commands that inspect the machine: doctor, gpu.
    .target(
      name: "PerformanceDiagnostics",
      dependencies: [
        "PerformanceGPU", "PerformanceMeasurement", "PerformanceNVML", "PerformanceRecords", "PerformanceSystem",
        "PerformanceText", "PerformanceWindow", "PerformanceWorkflows",
      ], swiftSettings: neverTimed),
    .executableTarget(
      name: "perftest-machine", dependencies: ["PerformanceDiagnostics", "PerformanceWorkflows"],
      swiftSettings: neverTimed),

    .testTarget(
      name: "PerfTests",
      dependencies: [
        "CNVML", "PerformanceBundles", "PerformanceGPU", "PerformanceMeasurement", "PerformanceNVML",
        "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem",
        "PerformanceTesting", "PerformanceText",
      ],
      path: "PerfTests", swiftSettings: checkedOnce),
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
    .testTarget(
      name: "PerformanceStatisticsTests",
      dependencies: ["PerformanceStatistics", "PerformanceTestSupport", "PerformanceVerification"],
      swiftSettings: checkedOnce),
    .testTarget(name: "PerformanceSystemTests", dependencies: ["PerformanceSystem"], swiftSettings: checkedOnce),
    .testTarget(
      name: "PerformanceRecordsTests",
      dependencies: ["PerformanceRecords", "PerformanceSystem", "PerformanceTestSupport", "PerformanceVerification"],
      swiftSettings: checkedOnce),
    .testTarget(
      name: "PerformanceProfilesTests",
      dependencies: [
        "PerformanceFlameGraphs", "PerformanceProfiles", "PerformanceRecords", "PerformanceSystem",
        "PerformanceTestSupport",
      ],
      resources: [.copy("Fixtures")], swiftSettings: checkedOnce),
    .testTarget(
      name: "PerformanceRegressionTests",
      dependencies: [
        "PerformanceInvestigation", "PerformanceRecording", "PerformanceRecords", "PerformanceRegression",
        "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText",
        "PerformanceVerification",
      ],
      resources: [.copy("Fixtures")], swiftSettings: checkedOnce),
    .testTarget(
      name: "PerformanceNVMLTests",
      dependencies: [
        "CNVML", "PerformanceGPU", "PerformanceMeasurement", "PerformanceNVML", "PerformanceRecords",
        "PerformanceSystem", "PerformanceTestSupport", "PerformanceText",
      ], swiftSettings: checkedOnce),
    .testTarget(
      name: "PerformanceReportsTests",
      dependencies: [
        "PerformanceDiagnostics", "PerformanceNVML", "PerformanceRecords", "PerformanceRegression",
        "PerformanceReports", "PerformanceStatistics", "PerformanceSystem", "PerformanceTestSupport",
        "PerformanceText", "PerformanceVerification",
      ], swiftSettings: checkedOnce),
    .testTarget(
      name: "PerformanceMeasurementTests",
      dependencies: [
        "CPerformanceProbe", "PerformanceBundles", "PerformanceMeasurement", "PerformanceRecords",
        "PerformanceSystem", "PerformanceTestSupport", "PerformanceText", "PerformanceWindow",
      ],
      exclude: ["Fixtures"], swiftSettings: checkedOnce),
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
    .testTarget(
      name: "PerformanceTestingTests",
      dependencies: [
        "CallersAsIs", "CallersBoth", "CallersMainActor", "CallersNonsending",
        "CPerformanceProbe", "PerformanceBundles", "PerformanceMeasurement", "PerformanceProfiles",
        "PerformanceRecords", "PerformanceRegression", "PerformanceStatistics", "PerformanceSystem",
        "PerformanceTestSupport", "PerformanceTesting", "PerformanceText",
      ], swiftSettings: checkedOnce),
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
    .testTarget(
      name: "PerftestCommandTests",
      dependencies: [
        "CPerformanceProbe", "PerformanceBundles", "PerformanceDiagnostics", "PerformanceGit",
        "PerformanceInvestigation", "PerformanceMeasurement", "PerformanceRecording", "PerformanceRecords",
        "PerformanceRegression", "PerformanceSystem", "PerformanceTestSupport", "PerformanceText",
        "PerformanceWorkflows", "perftest", "perftest-machine", "perftest-tools",
      ],
      exclude: ["PublicInterface/PublicInterface.txt", "PublicInterface/UserCode"], swiftSettings: checkedOnce),
  ]
}
