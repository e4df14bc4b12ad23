import Foundation
import PerformanceTestSupport
import Testing

@Suite("The pipeline templates", .timeLimit(.minutes(60)))
struct PipelineTemplateTests {
  /// The order in which every pipeline works.
  private static let order = ["health", "gate", "report", "history", "alerts", "slo"]

  private static func file(_ heading: String) throws -> String {
    let page = try DocumentationPage.article("PipelineTemplates")
    let line = try #require(page.prose.first { $0.text == "## " + heading }).number
    return try #require(page.blocks.first { $0.language == "yaml" && $0.line > line }).text
  }

  /// Runs the shells of a pipeline one after the other in an empty checkout, and gives the calls of `perftest`.
  private static func run(
    _ shells: [String], in subfolder: String, _ variables: [String: String], gate status: Int = 0
  ) throws -> [[String]] {
    let tools = try RecordingTools([
      "git": "", "apt-get": "", "swift": "case \" $* \" in *\" perftest gate \"*) exit \(status) ;; esac",
    ])
    let folder = try TemporaryFolder()
    try folder.write("", to: "Benchmarks/Package.swift")
    let environment = tools.environment(
      adding: variables.merging(["GITHUB_STEP_SUMMARY": folder.file("summary").path]) { $1 })
    for shell in shells {
      let script = "cd \"$1\"\n" + shell
      try TestTool.run(["bash", "-n", "-c", script], environment: environment)
      _ = try? TestTool.run(
        ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", script, "bash", folder.file(subfolder).path],
        environment: environment)
    }
    let calls = try tools.calls()
    for call in calls where call[0] == "swift" { #expect(Array(call[1...2]) == ["run", "perftest"], "\(call)") }
    return calls.filter { $0[0] == "swift" }.map { Array($0.dropFirst(3)) }
  }

  private static func check(_ calls: [[String]]) throws {
    for words in calls {
      let (command, rest) = try #require(Perftest.command(of: words), "\(words)")
      #expect(throws: Never.self, "\(words)") { _ = try command.syntax.parse(rest) }
    }
  }

  @Test("GitHub's steps are shell, their commands are parsed as written, and they come in their order")
  func gitHub() throws {
    let steps = PipelineStep.gitHub(try Self.file("GitHub Actions"))
    #expect(steps.map(\.name) == ["Tools", "Health", "Gate", "Reports", "History", "Alerts", "Objectives"])
    // The value of an expression in a shell is code of whoever sets it.
    for step in steps { #expect(!step.text.contains("${{"), "\(step.name)") }
    let calls = try Self.run(steps.map(\.text), in: "Benchmarks", ["GITHUB_WORKSPACE": "/work space"])
    try Self.check(calls)
    #expect(Self.distinct(calls.map { $0[0] }) == Self.order)
  }

  private static let gitLabVariables = [
    "CI_DEFAULT_BRANCH": "main", "CI_SERVER_HOST": "gitlab.example", "CI_PROJECT_PATH": "group/app",
    "PERFORMANCE_TOKEN": "secret",
  ]

  /// The two shells of a GitLab job.
  private static func gitLabShells() throws -> [String] {
    let steps = PipelineStep.gitLab(try file("GitLab CI"))
    let first = steps.filter { ["before_script", "script"].contains($0.name) }
    let last = steps.filter { $0.name == "after_script" }
    try #require(first.count + last.count == steps.count && first.count > 5 && last.count > 2)
    return [first, last].map { $0.map(\.text).joined(separator: "\n") }
  }

  @Test("GitLab's steps are shell, their commands are parsed as written, and a merge request keeps no run")
  func gitLab() throws {
    let shells = try Self.gitLabShells()
    let main = try Self.run(shells, in: ".", Self.gitLabVariables.merging(["CI_COMMIT_BRANCH": "main"]) { $1 })
    try Self.check(main)
    #expect(Set(main.map { $0[0] }) == Set(Self.order))
    #expect(Self.distinct(main.map { $0[0] }.filter { $0 != "slo" }) == Self.order.dropLast())
    let request = try Self.run(shells, in: ".", Self.gitLabVariables.merging(["CI_COMMIT_BRANCH": "topic"]) { $1 })
    #expect(Self.distinct(request.map { $0[0] }) == ["health", "gate", "report"])
  }

  @Test("After a red gate the reports are written and the run is kept, and nothing else of the job goes on")
  func redGate() throws {
    let variables = Self.gitLabVariables.merging(["CI_COMMIT_BRANCH": "main"]) { $1 }
    let calls = try Self.run(try Self.gitLabShells(), in: ".", variables, gate: 1)
    #expect(Self.distinct(calls.map { $0[0] }) == ["health", "gate", "report", "history", "alerts"])
    let steps = try Self.file("GitHub Actions").split(separator: "      - ", omittingEmptySubsequences: true)
    for name in ["Reports", "History", "Alerts"] {
      let step = try #require(steps.first { $0.hasPrefix("name: \(name)\n") })
      #expect(step.contains("if: ${{ !cancelled()"), "\(name)")
    }
  }

  @Test("Steps of a shell are found in YAML, single lines and blocks")
  func steps() {
    let gitHub = "steps:\n  - run: a b\n  - name: N\n    run: |\n      c\n      d\n    if: x\n  - uses: e\n"
    #expect(PipelineStep.gitHub(gitHub) == [.init(name: "", text: "a b"), .init(name: "N", text: "c\nd")])
    let gitLab = "job:\n  script:\n    - a\n    - |\n      b\n      c\n  cache:\n    - d\n  after_script:\n    - e\n"
    let expected: [PipelineStep] = [
      .init(name: "script", text: "a"), .init(name: "script", text: "b\nc"), .init(name: "after_script", text: "e"),
    ]
    #expect(PipelineStep.gitLab(gitLab) == expected)
  }

  /// The elements without those that were there before.
  private static func distinct(_ names: [String]) -> [String] {
    names.reduce(into: []) { found, name in if !found.contains(name) { found.append(name) } }
  }
}
