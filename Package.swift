// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "swift-performance-testing",
  products: [
    .library(name: "PerformanceTesting", targets: ["PerformanceTesting"]),
    .library(name: "PerformanceNVML", targets: ["PerformanceNVML"]),
    .executable(name: "perftest", targets: ["perftest"]),
  ],
  targets: [
    // What Swift cannot express: the consuming asm, the clock reads, the process launch. Everyone may link it.
    .target(name: "CPerformanceProbe"),
    // Replaces malloc and swift_retain of whatever links it, so only test bundles do.
    .target(name: "CPerformanceInterposition", dependencies: ["CPerformanceProbe"]),

    // Types of NVIDIA's management library, which is only ever opened at run time.
    .target(name: "CNVML"),

    .target(name: "PerformanceSystem"),
    .target(name: "PerformanceStatistics"),
    .target(name: "PerformanceRecords", dependencies: ["PerformanceStatistics"]),
    .target(name: "PerformanceNVML", dependencies: ["CNVML", "PerformanceSystem", "PerformanceRecords"]),
    .target(name: "PerformanceProfiles", dependencies: ["CPerformanceProbe", "PerformanceRecords"]),
    .target(name: "PerformanceRegression", dependencies: ["PerformanceRecords", "PerformanceStatistics"]),
    .target(
      name: "PerformanceReports",
      dependencies: ["PerformanceRegression", "PerformanceRecords", "PerformanceStatistics"]),
    .target(
      name: "PerformanceMeasurement",
      dependencies: [
        "CPerformanceProbe", "PerformanceNVML", "PerformanceProfiles", "PerformanceRecords", "PerformanceStatistics",
      ]),
    .target(
      name: "PerformanceTesting",
      dependencies: [
        "CPerformanceInterposition", "CPerformanceProbe", "PerformanceMeasurement", "PerformanceNVML",
        "PerformanceProfiles", "PerformanceRegression", "PerformanceReports", "PerformanceRecords",
        "PerformanceStatistics",
      ]),
    .executableTarget(
      name: "perftest",
      dependencies: [
        "PerformanceMeasurement", "PerformanceNVML", "PerformanceProfiles", "PerformanceRegression",
        "PerformanceReports", "PerformanceRecords", "PerformanceStatistics",
      ]),

    .testTarget(
      name: "PerfTests",
      dependencies: [
        "CNVML", "PerformanceTesting", "PerformanceMeasurement", "PerformanceNVML", "PerformanceRegression",
        "PerformanceReports", "PerformanceRecords", "PerformanceStatistics", "PerformanceSystem",
      ],
      path: "PerfTests"),
  ]
)

// A gate builds every test target of the package in release, and unit tests are the slow part of that build:
// `perftest` sets PERFTEST for it, and the benchmarks alone are left.
if Context.environment["PERFTEST"] == nil {
  // Opened at run time as the driver's library is, from beside the test bundle: no target may link it.
  package.products += [.library(name: "FakeNVML", type: .dynamic, targets: ["FakeNVML"])]
  package.targets += [
    .target(name: "FakeNVML", dependencies: ["CNVML"], path: "Tests/FakeNVML"),
    .testTarget(
      name: "PerformanceNVMLTests",
      dependencies: [
        "PerformanceNVML", "CNVML", "PerformanceMeasurement", "PerformanceSystem", "PerformanceRecords",
        "PerformanceTestSupport",
      ]),
    .testTarget(
      name: "PerformanceReportsTests",
      dependencies: ["PerformanceReports", "PerformanceRegression", "PerformanceRecords", "PerformanceStatistics"]),
    .target(
      name: "PerformanceTestSupport", dependencies: ["PerformanceRecords", "CPerformanceProbe"],
      path: "Tests/PerformanceTestSupport"),
    .testTarget(
      name: "PerformanceStatisticsTests", dependencies: ["PerformanceStatistics", "PerformanceTestSupport"]),
    .testTarget(name: "PerformanceSystemTests", dependencies: ["PerformanceSystem"]),
    .testTarget(name: "PerformanceRecordsTests", dependencies: ["PerformanceRecords", "PerformanceTestSupport"]),
    .testTarget(
      name: "PerformanceProfilesTests", dependencies: ["PerformanceProfiles", "PerformanceTestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PerformanceRegressionTests",
      dependencies: [
        "PerformanceRegression", "PerformanceRecords", "PerformanceStatistics", "PerformanceTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PerformanceMeasurementTests",
      dependencies: [
        "PerformanceMeasurement", "CPerformanceProbe", "PerformanceNVML", "PerformanceRecords",
        "PerformanceTestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PerformanceTestingTests",
      dependencies: [
        "PerformanceTesting", "CPerformanceProbe", "PerformanceMeasurement", "PerformanceProfiles",
        "PerformanceRegression", "PerformanceRecords", "PerformanceStatistics", "PerformanceTestSupport",
      ]),
    // Benchmarks that do what a script says: tests of the command measure them, by the clock of the script.
    .testTarget(name: "ScriptedBenchmarks", dependencies: ["PerformanceTesting", "CPerformanceProbe"]),
    .testTarget(
      name: "PerftestCommandTests",
      dependencies: [
        "perftest", "CPerformanceProbe", "PerformanceMeasurement", "PerformanceRecords", "PerformanceRegression",
        "PerformanceTestSupport",
      ]),
  ]
}
