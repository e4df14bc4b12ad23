import Foundation
import PerformanceTestSupport
import Testing

/// `perftest` in the scratch folder of a package, with a stand-in for `swift` that writes its arguments to `calls` and
/// makes the product.
private struct LaunchedPackage {
  let folder: TemporaryFolder
  let package: URL
  let perftest: String

  init(isBuilt: Bool = true) throws {
    folder = try TemporaryFolder()
    package = folder.url.resolvingSymlinksInPath()
    try folder.write("", to: "Package.swift")
    let products = ".build/x86_64-unknown-linux-gnu/debug"
    try folder.write("", to: products + "/keep")
    perftest = folder.file(products + "/perftest").path
    try FileManager.default.copyItem(atPath: BuiltCommand.launcher, toPath: perftest)
    try TemporaryFolder.makeExecutable(URL(fileURLWithPath: perftest))
    if isBuilt { try folder.write("{}", to: ".build/workspace-state.json") }
    try folder.writeProgram(
      """
      #!/bin/sh
      echo "PERFTEST=$PERFTEST $*" >> "$CALLS"
      echo "[1/1] Compiling"
      [ -z "$BROKEN" ] || { echo "error: no such module" >&2; exit 1; }
      while [ $# -gt 0 ]; do
        case "$1" in --scratch-path) scratch=$2 ;; --product) product=$2 ;; esac
        shift
      done
      mkdir -p "$scratch/release"
      [ -e "$scratch/release/$product" ] || cp "$PRODUCT" "$scratch/release/$product"
      """, to: "bin/swift")
    try folder.writeProgram("#!/bin/sh\necho \"$0 $*\"\nexit 7\n", to: "product")
  }

  func run(
    _ arguments: String..., environment: [String: String] = [:], in place: URL? = nil
  ) async throws -> CommandOutcome {
    var variables = [
      "PATH": folder.file("bin").path + ":/usr/bin:/bin", "CALLS": folder.file("calls").path,
      "PRODUCT": folder.file("product").path,
    ]
    variables.merge(environment) { $1 }
    return try await RunningCommand(
      perftest, arguments, environment: BuiltCommand.environment(adding: variables), in: place ?? package
    ).outcome()
  }

  /// The calls of `swift` so far.
  var calls: [String] {
    let text = (try? String(contentsOf: folder.file("calls"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}

@Suite("Starting a command")
struct LauncherTests {
  @Test("The executable of the command is built for release with the flags of the benchmarks, and replaces perftest")
  func first() async throws {
    let launched = try LaunchedPackage()
    let outcome = try await launched.run("show", "--red")
    #expect(outcome.status == 7)
    let build = launched.package.path + "/.perftest/build"
    #expect(outcome.output == build + "/release/perftest-tools show --red\n")
    #expect(outcome.error.contains("building perftest-tools") && outcome.error.contains("[1/1] Compiling"))
    #expect(
      launched.calls == [
        "PERFTEST=1 build --package-path \(launched.package.path) --scratch-path \(build) -c release "
          + "--product perftest-tools -Xswiftc -Xllvm -Xswiftc -align-all-functions=6 -Xcc -falign-functions=64"
      ])
    #expect(try String(contentsOf: launched.folder.file(".perftest/.gitignore"), encoding: .utf8) == "*\n")
  }

  @Test("An executable that is newer than the sources of this package is started without a build")
  func second() async throws {
    let launched = try LaunchedPackage()
    _ = try await launched.run("gate")
    let again = try await launched.run("gate", "--json")
    #expect(launched.calls.count == 1)
    #expect(again.output.hasSuffix("perftest-gate gate --json\n") && again.error.isEmpty)
    _ = try await launched.run("doctor")
    #expect(launched.calls.count == 2)
  }

  @Test("A newer launcher, as after an update of this package, lets SwiftPM decide what to build")
  func outdated() async throws {
    let launched = try LaunchedPackage()
    _ = try await launched.run("gate")
    let later = Date().addingTimeInterval(60)
    try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: launched.perftest)
    _ = try await launched.run("gate")
    #expect(launched.calls.count == 2)
  }

  @Test("The state folder is the one of the variable, and the package that of the executable")
  func places() async throws {
    let launched = try LaunchedPackage()
    let other = try TemporaryFolder()
    let outcome = try await launched.run("list", environment: ["PERFTEST_STATE": "state"], in: other.url)
    #expect(outcome.output == launched.package.path + "/state/build/release/perftest-gate list\n")
  }

  @Test("A failed build ends with 75 and its messages, and nothing is started")
  func broken() async throws {
    let launched = try LaunchedPackage()
    let outcome = try await launched.run("gate", environment: ["BROKEN": "1"])
    #expect(outcome.status == 75 && outcome.output.isEmpty)
    #expect(outcome.error.contains("error: no such module"))
    #expect(outcome.error.contains("perftest: 'swift build --package-path"))
  }

  @Test("Without Swift on the search path the message names the remedy")
  func noSwift() async throws {
    let outcome = try await LaunchedPackage().run("gate", environment: ["PATH": "/nowhere"])
    #expect(outcome.status == 75 && outcome.error.contains("extend PATH"), "\(outcome)")
  }

  @Test("A copied perftest starts the executable beside it, and names one that is not there")
  func copied() async throws {
    let launched = try LaunchedPackage(isBuilt: false)
    let products = URL(fileURLWithPath: launched.perftest).deletingLastPathComponent()
    let beside = products.appendingPathComponent("perftest-tools")
    try FileManager.default.copyItem(at: launched.folder.file("product"), to: beside)
    try TemporaryFolder.makeExecutable(beside)
    #expect(try await launched.run("replay").output == beside.path + " replay\n")
    let missing = try await launched.run("doctor")
    #expect(missing.status == 75 && missing.error.contains("copy perftest-machine beside"), "\(missing)")
    #expect(launched.calls.isEmpty)
  }

  @Test("A state folder that cannot be written ends with 78")
  func unwritable() async throws {
    let launched = try LaunchedPackage()
    try launched.folder.write("", to: "file")
    let outcome = try await launched.run("gate", environment: ["PERFTEST_STATE": "file/state"])
    #expect(outcome.status == 78 && outcome.error.contains("cannot be written"), "\(outcome)")
  }
}
