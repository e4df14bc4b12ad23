import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceTesting
import Testing

@Suite("The configuration of a run")
struct RunConfigurationTests {
  private static let package = URL(fileURLWithPath: "/packages/app", isDirectory: true)

  private static func configuration(_ environment: [String: String]) throws -> RunConfiguration {
    try RunConfiguration(environment: environment, package: package)
  }

  @Test("has defaults")
  func defaults() throws {
    let configuration = try Self.configuration(["PATH": "/bin", "PERFTEST": "1"])
    #expect(configuration.mode == nil)
    #expect(configuration.slowdown == .none)
    #expect(configuration.request == nil)
    #expect(configuration.baselines.path == "/packages/app/baselines")
    #expect(configuration.state.url.path == "/packages/app/.perftest")
    #expect(configuration.redRule == .local)
  }

  @Test(
    "selects the mode",
    arguments: [("smoke", .smoke), ("gate", .gate), ("record", .record)] as [(String, RunConfiguration.Mode)])
  func mode(text: String, mode: RunConfiguration.Mode) throws {
    #expect(try Self.configuration(["PERFTEST_MODE": text]).mode == mode)
  }

  @Test(
    "has numbers in their ranges",
    arguments: [
      ("1", .time, 1), ("1.0e0", .time, 1), ("100", .time, 100), ("12", .time, 12), ("1.25", .time, 1.25),
      ("work:1.5", .work, 1.5),
    ] as [(String, PlantedSlowdown.Kind, Double)])
  func numbers(text: String, kind: PlantedSlowdown.Kind, factor: Double) throws {
    #expect(try Self.configuration(["PERFTEST_SLOWDOWN": text]).slowdown == PlantedSlowdown(kind, factor: factor))
  }

  @Test(
    "has a time limit in seconds, minutes or hours",
    arguments: [("1", 1), ("90", 90), ("90s", 90), ("2m", 120), ("1.5m", 90), ("1h", 3600), ("24h", 86_400)]
      as [(String, Double)])
  func timeLimit(text: String, seconds: Double) throws {
    #expect(try Self.configuration(["PERFTEST_TIME_LIMIT": text]).timeLimit?.seconds == seconds)
  }

  @Test("has no time limit unless one is set, and writes one as typed")
  func typedTimeLimit() throws {
    #expect(try Self.configuration([:]).timeLimit == nil)
    let typed = [1.0, 90, 120, 3600, 5400, 0.5 + 1, 86_400].compactMap { TimeLimit(seconds: $0)?.typed }
    #expect(typed == ["1", "90", "2m", "1h", "90m", "1.5", "24h"])
    #expect(typed.allSatisfy { TimeLimit(text: $0)?.typed == $0 })
    #expect(
      [1.0, 120, 130, 3600, 86_400].compactMap { TimeLimit(seconds: $0)?.extended.typed } == [
        "10m", "10m", "11m", "5h", "24h",
      ])
  }

  @Test(
    "has folders relative to the package",
    arguments: [
      ("other", "/packages/app/other"), ("/tmp/x y", "/tmp/x y"), ("../elsewhere", "/packages/elsewhere"),
    ])
  func folders(text: String, path: String) throws {
    let configuration = try Self.configuration(["PERFTEST_BASELINES": text, "PERFTEST_STATE": text])
    #expect(configuration.baselines.standardizedFileURL.path == path)
    #expect(configuration.state.url.standardizedFileURL.path == path)
  }

  @Test(
    "detects continuous integration by CI",
    arguments: [("true", true), ("1", true), ("yes", true), ("", false), ("0", false), ("False", false)])
  func continuousIntegration(text: String, newIsRed: Bool) throws {
    #expect(try Self.configuration(["CI": text]).redRule.newIsRed == newIsRed)
  }

  @Test(
    "detects continuous integration by the variable of a service that sets no CI",
    arguments: [
      (["TF_BUILD": "True"], true), (["TEAMCITY_VERSION": "2025.03"], true), (["CI": "", "TF_BUILD": "True"], true),
      (["JENKINS_URL": "https://j/"], true), (["TF_BUILD": ""], false), (["TF_BUILD": "False"], false),
      (["CI": "false", "TF_BUILD": "True"], false), (["CI": "0", "TEAMCITY_VERSION": "2025.03"], false),
    ] as [([String: String], Bool)])
  func services(environment: [String: String], newIsRed: Bool) throws {
    #expect(try Self.configuration(environment).redRule.newIsRed == newIsRed)
  }

  @Test("makes improvements red where the gate is strict", arguments: [("1", true), ("", false), ("0", false)])
  func strict(text: String, improvedIsRed: Bool) throws {
    let rule = try Self.configuration([RedRule.strictVariable: text]).redRule
    #expect(rule.improvedIsRed == improvedIsRed && !rule.newIsRed)
  }

  @Test("passes on the user's selection, where perftest has made the filters finer, and has its mode")
  func request() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run/request.json")
    let fine = TestSelection(filters: ["^M.S/a/"])
    #expect(try Self.configuration([:]).original(fine) == fine)
    let user = TestSelection(filters: ["M"], skips: ["slow"])
    try RunRequest(run: "2026-01-01", mode: .record, selection: user, rounds: 24).write(to: file)
    let configuration = try Self.configuration([RunRequest.variable: file.path, "PERFTEST_MODE": "smoke"])
    #expect(configuration.original(fine) == user)
    #expect(configuration.mode == .record && configuration.request?.run == "2026-01-01")
    #expect(configuration.request?.rounds == 24 && configuration.request?.mostRounds == 24)
  }

  @Test("treats empty variables as unset")
  func emptyValues() throws {
    let names = ["MODE", "SLOWDOWN", "DEADLINE", "TIME_LIMIT", "STATE", "BASELINES", "REQUEST"]
    let empty = Dictionary(uniqueKeysWithValues: names.map { ("PERFTEST_" + $0, "") })
    #expect(try Self.configuration(empty) == Self.configuration([:]))
  }

  struct Unknown: Sendable {
    var variable: String
    var values: [String]
    var allowed: String
  }

  @Test(
    "rejects unknown values with the variable, the value and the valid ones",
    arguments: [
      Unknown(
        variable: "PERFTEST_MODE", values: ["Gate", "gate ", "measure", "\u{1b}[1m"],
        allowed: "Allowed: smoke, gate, record."),
      Unknown(
        variable: "PERFTEST_SLOWDOWN", values: ["x", "0.9", "-2", "0", "100.5", "nan", "inf", "1,5", "2x"],
        allowed: "Allowed: a factor from 1 to 100, such as 1.3 for the time or work:1.3 for the work."),
      Unknown(
        variable: "PERFTEST_TIME_LIMIT",
        values: [
          "x", "0", "-1", "-2m", "0m", "0.5", "25h", "86401", "2 m", "m", "2mm", "2d", "1e3", "0x10", "inf", "nan",
          "1,5",
          ".5m", "٣m", "99999999999999999999",
        ], allowed: "Allowed: seconds from 1 to 86400, or minutes and hours such as 2m and 1h."),
    ])
  func unknownValues(unknown: Unknown) {
    for value in unknown.values {
      let error = #expect(throws: InputError.self) { try Self.configuration([unknown.variable: value]) }
      #expect(error?.file == "environment variable \(unknown.variable)")
      #expect(error?.problem.contains("'\(value)'") == true)
      #expect(error?.remedy == unknown.allowed)
    }
  }

  @Test(
    "detects from the build's arguments whether it is testable",
    arguments: [
      ([], false), (["bundle"], false), (["bundle", "--testing-library", "swift-testing", "--no-parallel"], false),
      (["bundle", "-c", "release"], true), (["bundle", "--configuration", "release"], true),
      (["bundle", "--configuration=release", "--filter", "x"], true),
      (["bundle", "--configuration-path", "selection.json"], false),
      (["bundle", "-c", "release", "--disable-testable-imports"], false),
      (["bundle", "--disable-testable-imports"], false),
    ] as [([String], Bool)])
  func isTestable(arguments: [String], isTestable: Bool) {
    #expect(BuildTraits.isTestable(arguments: arguments) == isTestable)
  }

  @Test("marks a debug build as unmeasurable", .enabled(if: _isDebugAssertConfiguration()))
  func unmeasurable() {
    #expect(BuildTraits.unmeasurable == "debug build")
  }
}
