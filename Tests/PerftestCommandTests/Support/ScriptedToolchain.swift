import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport

/// A `swift` that builds nothing: its bundle is a script that answers with the numbers in two files of the package.
///
/// `allocations` and `time` hold the numbers. A package with a file `broken` does not build; one with a file `gone` has
/// no benchmark. What `perftest` does around a build and its processes is tested so without waiting for a compiler.
struct ScriptedToolchain {
  static let benchmark = BenchmarkID(module: "CatalogTests", suite: ["Catalog"], test: "decode()")
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let session = try Self.line(.session(Self.session(allocations: 11_111, time: 22_222)))
    let answers = try Self.line(.entered) + "\nSESSION"
    try folder.write(
      """
      #!/bin/sh
      cat >> "$PERFTEST_CHILD_ANSWER" <<'ANSWERS'
      \(answers)
      ANSWERS

      """, to: "bundle")
    try folder.write(session + "\n", to: "session")
    try folder.write(
      """
      #!/bin/sh
      while [ $# -gt 0 ]; do
        case "$1" in --package-path) package=$2;; --scratch-path) scratch=$2;; esac
        shift
      done
      if [ -e "$package/broken" ]; then echo "Catalog.swift:1:1: error: cannot find 'x' in scope"; exit 1; fi
      mkdir -p "$scratch/release"
      bundle="$scratch/release/Catalog.xctest"
      if [ -e "$package/gone" ]; then session=""; else
        session=$(sed -e "s/11111/$(cat "$package/allocations")/" -e "s/22222/$(cat "$package/time")/" "\(folder.url.path)/session")
      fi
      awk -v session="$session" '{ if ($0 == "SESSION") print session; else print }' "\(folder.url.path)/bundle" > "$bundle"
      chmod +x "$bundle"

      """, to: "bin/swift")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("bin/swift").path)
  }

  /// What makes a command use it.
  var environment: [String: String] { ["PATH": "\(folder.file("bin").path):/usr/bin:/bin"] }

  /// The log of a run that knows the benchmark.
  static func writeLog(in state: URL) throws {
    let log = try EventLogWriter(file: state.appendingPathComponent("runs/1.jsonl"))
    try log.append(.runStarted(RunStart(mode: "gate", environment: Example.environment, filters: [])))
    try log.append(.session(DrawnSession(round: 1, session: session(allocations: 12, time: 100))))
  }

  private static func session(allocations: Double, time: Double) -> BenchmarkSession {
    BenchmarkSession(
      id: benchmark, place: Example.place, iterations: 10,
      readings: [
        MetricReading(Example.allocations, values: [allocations]), MetricReading(Example.wallClock, values: [time]),
      ])
  }

  private static func line(_ answer: ChildAnswer) throws -> String {
    String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
  }
}
