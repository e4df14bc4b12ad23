// swift-tools-version: 6.3
import PackageDescription

// Of an adopter's build the compiler's repetitions and the optimiser are the slow part; each line was measured.
// In one process a module's sources are parsed and checked once, instead of once for each group of files and once more for
// the module's interface. The index needs no entries of the system's modules: four seconds of processor time.
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
    // Built when first used, so that a first gate compiles neither: see Sources/PerformanceWorkflows/Tools.
    .executable(name: "perftest-tools", targets: ["perftest-tools"]),
    .executable(name: "perftest-machine", targets: ["perftest-machine"]),
  ],
  targets: [
    // MARK: What a test bundle links

    // What Swift cannot express: the consuming asm, the clock reads, the process launch. Everyone may link it.
    .target(name: "CPerformanceProbe"),
    // Replaces malloc and swift_retain of whatever links it, so only test bundles do.
    .target(name: "CPerformanceInterposition", dependencies: ["CPerformanceProbe"]),
    // What runs at the edges of a window and in its loop: optimised, whatever the rest is.
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
    // How a test bundle is started as a child, what both say to each other, and whether its build is up to date.
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

    // MARK: What a bundle links besides when it measures GPUs

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

    // MARK: What a first gate needs

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
    // The commands that look at results: accept, show, compare, explain, bisect, verify-gate, replay.
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
    // The commands that look at the machine: doctor, gpu.
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

// A gate builds every test target of the package in release, and unit tests are the slow part of that build:
// `perftest` sets PERFTEST for it, and the benchmarks alone are left.
if Context.environment["PERFTEST"] == nil {
  // Opened at run time as the driver's library is, from beside the test bundle: no target may link it.
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
    // One file of callers, compiled by the rules that adopters choose from.
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
    // Benchmarks that do what a script says: tests of the command measure them, by the clock of the script. A bundle of
    // their own, because Swift Testing looks at every test of a bundle whenever it starts, which are hundreds in the other.
    .executableTarget(
      name: "ScriptedBenchmarks", dependencies: ["CPerformanceProbe", "PerformanceTesting"],
      path: "Tests/ScriptedBenchmarks", swiftSettings: checkedOnce),
    // Bodies that run under Swift Testing or, by another name of the process, without it.
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
