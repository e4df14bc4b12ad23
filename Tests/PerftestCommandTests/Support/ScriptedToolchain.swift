import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport

/// A `swift` that builds nothing: its bundle starts a script that answers with the numbers in two files of the package.
///
/// `allocations` and `time` hold the numbers; they are built in. `Fixtures/time` holds one that is read at run time, in
/// the working folder and where the package was built, and is an error where the two differ. Sources, of the package and of
/// a folder `outside` beside it, only make one build differ from another. A package with a file `broken` does not build;
/// one with a file `gone` has no benchmark. `manifest.json` is what the manifest says, with `PACKAGE` for the path. What `perftest` does around a build and its
/// processes is tested so without waiting for a compiler.
struct ScriptedToolchain {
  static let benchmark = BenchmarkID(module: "CatalogTests", suite: ["Catalog"], test: "decode()")
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(at: try Self.launcher.get().file("launcher"), to: folder.file("launcher"))
    try folder.write(
      try Self.line(.entered) + "\n" + Self.line(.completed(Self.benchmark.function)) + "\n"
        + Self.line(.session(Self.session(allocations: 11_111, time: 22_222))) + "\n",
      to: "session")
    try folder.write(
      try Self.line(.introduced(methodology: Methodology.current)) + "\n"
        + Self.line(.function(Self.benchmark.function))
        + "\n", to: "list")
    try setRun([Verdict(benchmark: Self.benchmark, outcome: .same, reason: .identicalCode)], against: "another commit")
    try setVersion("1")
    try folder.write(Self.bundle(folder.url.path), to: "bundle")
    try folder.write(Self.swift(folder.url.path), to: "bin/swift")
    for script in ["bundle", "bin/swift"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file(script).path)
    }
  }

  /// The environment that makes a command use it.
  var environment: [String: String] { ["PATH": "\(folder.file("bin").path):/usr/bin:/bin"] }

  /// Lets the run of a gate end with verdicts.
  func setRun(_ verdicts: [Verdict], against: String? = nil) throws {
    try? FileManager.default.removeItem(at: folder.file("run"))
    let run = try EventLogWriter(file: folder.file("run"))
    try run.append(
      .runStarted(RunStart(mode: "gate", environment: Example.environment, configuration: .init(against: against))))
    try run.append(.planned(RunPlan(functions: [Self.benchmark.function], rounds: 1)))
    for verdict in verdicts { try run.append(.verdict(verdict)) }
    try run.append(.runFinished(RunEnd(seconds: 7.2)))
  }

  /// Makes it another compiler.
  func setVersion(_ version: String) throws { try folder.write("Swift version \(version)\n", to: "version") }

  /// The builds so far, each with the allocations in it, its package and its scratch folder.
  var builds: [String] { lines(of: "builds") }

  /// The arguments of each build so far.
  var arguments: [String] { lines(of: "arguments") }

  /// The processes so far that measured or led a run, each with its bundle and what it did.
  var processes: [String] { lines(of: "processes") }

  /// The request of the last run.
  func request() throws -> RunRequest { try RunRequest(file: folder.file("request")) }

  private func lines(of file: String) -> [String] {
    ((try? folder.text(of: file)) ?? "").split(separator: "\n").map(String.init)
  }

  /// The log of a run that knows the benchmark.
  static func writeLog(in state: URL) throws {
    let log = try EventLogWriter(file: state.appendingPathComponent("runs/1.jsonl"))
    try log.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
    try log.append(.session(SessionEvent(round: 1, session: session(allocations: 12, time: 100))))
  }

  private static func session(allocations: Double, time: Double) -> BenchmarkSession {
    BenchmarkSession(
      id: benchmark, location: Example.location, iterations: 10,
      readings: [
        MetricReading(Example.allocations, values: [allocations]), MetricReading(Example.wallClock, values: [time]),
      ])
  }

  private static func line(_ message: ChildMessage) throws -> String {
    String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
  }
}

extension ScriptedToolchain {
  /// A program that becomes the script among its resources: two builds are the same when their scripts are. It waits until
  /// no process that another test is starting holds a copied script open.
  private static let launcher = Result {
    let folder = try TemporaryFolder()
    let source = try folder.write(
      """
      #include <errno.h>
      #include <string.h>
      #include <unistd.h>
      int main(int count, char **arguments) {
        char path[4096] = {0};
        if (readlink("/proc/self/exe", path, sizeof path - 40) < 0) return 70;
        strcpy(strrchr(path, '/'), "/Catalog.resources/bundle");
        for (int attempt = 0; attempt < 1000; attempt++) {
          execv(path, arguments);
          if (errno != ETXTBSY) break;
          usleep(10000);
        }
        return 71;
      }
      """, to: "launcher.c")
    try TestTool.run(["clang", source.path, "-o", folder.file("launcher").path])
    return folder
  }

  private static func swift(_ folder: String) -> String {
    """
    #!/bin/sh
    if [ "$1" = --version ]; then cat "\(folder)/version"; exit; fi
    task=$1
    all="$*"
    while [ $# -gt 0 ]; do
      case "$1" in --package-path) package=$2;; --scratch-path) scratch=$2;; esac
      shift
    done
    if [ $task = package ]; then sed -e "s|PACKAGE|$package|" "$package/manifest.json"; exit; fi
    echo "$(cat "$package/allocations") in $package and $scratch" >> "\(folder)/builds"
    echo "$all" >> "\(folder)/arguments"
    if [ -e "$package/broken" ]; then cat "$package/broken"; echo "Catalog.swift:1:1: error: cannot find 'x' in scope"; exit 1; fi
    mkdir -p "$scratch/release/Catalog.resources"
    echo '{"swiftCommands": {}}' > "$scratch/release/description.json"
    cp "\(folder)/launcher" "$scratch/release/Catalog.xctest"
    sed -e "s|PACKAGE|$package|" -e "s/ALLOCATIONS/$(cat "$package/allocations")/" -e "s/TIME/$(cat "$package/time")/" \\
      -e "s/GONE/$(ls "$package/gone" 2> /dev/null | wc -l)/" \\
      "\(folder)/bundle" > "$scratch/release/Catalog.resources/bundle"
    cat "$package"/Sources/*.swift "$package/../outside/Sources/"*.swift 2> /dev/null | sed -e "s/^/# /" \
      >> "$scratch/release/Catalog.resources/bundle"
    chmod +x "$scratch/release/Catalog.resources/bundle"

    """
  }

  private static func bundle(_ folder: String) -> String {
    """
    #!/bin/sh
    echo "$0 ${PERFTEST_CHILD:-leads}" >> "\(folder)/processes"
    time=TIME
    if [ -e Fixtures/time ]; then
      cmp Fixtures/time "PACKAGE/Fixtures/time" || exit 1
      time=$(cat Fixtures/time)
    fi
    case "$PERFTEST_CHILD" in
      list) cat "\(folder)/list" >> "$PERFTEST_CHILD_ANSWER";;
      session)
        lines=3
        if [ GONE = 1 ]; then lines=2; fi
        head -n $lines "\(folder)/session" | sed -e "s/11111/ALLOCATIONS/" -e "s/22222/$time/" >> "$PERFTEST_CHILD_ANSWER";;
      *)
        cat "\(folder)/run" >> "$PERFTEST_STATE/runs/$(basename "$(dirname "$PERFTEST_REQUEST")").jsonl"
        cp "$PERFTEST_REQUEST" "\(folder)/request";;
    esac

    """
  }
}
