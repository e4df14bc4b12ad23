import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A request to a bundle is a file")
struct RunRequestTests {
  private let folder: TemporaryFolder
  private let file: URL

  init() throws {
    folder = try TemporaryFolder()
    file = folder.url.appendingPathComponent("tmp/run/request.json")
  }

  private static let candidates = (1...3_000).map { number in
    Candidate(
      benchmark: BenchmarkID(module: "StorePerformance", suite: ["Suite\(number / 50)"], test: "benchmark\(number)()"),
      metric: "wallClock")
  }

  @Test("It is read back unchanged, however long it is")
  func roundTrip() throws {
    let tool = CountingTool(valgrind: "/v", version: "3.19.0", bundle: "/b", simulatesCaches: true, scope: .only)
    let base = PairedRun.Base(executable: "/base", folder: "/f", functions: Self.candidates.map(\.benchmark.function))
    let plans: [ConfirmationPlan?] = [
      nil, .awaited, .pair(Self.candidates, moreOftenSlow: Array(Self.candidates.prefix(3))), .pair([]),
      .unavailable(.noCommit, only: nil), .unavailable(.commitUnknown("0123"), only: Self.candidates),
    ]
    let sides: [PairedRun.Side] = [.measured(base), .unusable(.doesNotBuild("0123", error: "no such module"))]
    var provenance = RunProvenance(environment: ["BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "17"])
    (provenance.revision, provenance.dirty, provenance.position) = ("0123", true, 7)
    provenance.traceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    for (index, plan) in plans.enumerated() {
      let request = RunRequest(
        run: "r", mode: index == 0 ? .record : .gate,
        selection: TestSelection(filters: [String(repeating: "a", count: 90_000)], skips: ["b"]), rounds: 24,
        mostRounds: 72, counting: index == 0 ? .on(tool) : .off(because: index == 1 ? nil : "no valgrind"),
        pair: PairedRun(
          name: "0123 (main)", side: sides[index % 2], accepted: [AcceptanceFileTests.allocations], exported: "/e",
          checkout: "/c"),
        confirmation: plan, unpaired: index == 0 ? nil : .noBranchPoint("x"),
        buildArguments: index == 0 ? [] : ["--traits", "a b"], provenance: provenance)
      try request.write(to: file)
      #expect(try RunRequest(file: file) == request)
      #expect(!(try String(contentsOf: file, encoding: .utf8)).contains("\"_0\""))
    }
  }

  @Test(
    "An invalid one names the file, the problem and the variable to unset",
    arguments: [
      ("", nil, "is not valid JSON"), ("{}", "v", "is missing"),
      (#"{"v":2}"#, "v", "build perftest and the tests anew"),
      (#"{"v":1,"run":"r","mode":"dance"}"#, "mode", "is no mode of a run"),
    ])
  func unusable(text: String, key: String?, problem: String) throws {
    try folder.write(text, to: "tmp/run/request.json")
    let error = try #require(throws: InputError.self) { try RunRequest(file: file) }
    #expect(error.file == file.path && error.key == key && error.problem.contains(problem), "\(error)")
    #expect(error.remedy.contains("unset PERFTEST_REQUEST"))
  }

  @Test("A missing one cannot be read")
  func absent() throws {
    #expect(try #require(throws: InputError.self) { try RunRequest(file: file) }.problem == "cannot be read")
  }
}

@Suite("A selection of functions")
struct FunctionSelectionTests {
  private func function(_ test: String, suite: [String] = ["S"]) -> TestFunctionID {
    TestFunctionID(module: "M", suite: suite, test: test)
  }

  @Test("has one expression for each suite, which selects those functions and no others")
  func suites() {
    let wanted = [
      function("a()"), function("b(size:)"), function("a()", suite: []), function("c()", suite: ["S", "T"]),
    ]
    let selection = TestSelection(functions: wanted + wanted)
    #expect(selection.filters == [#"^M\.S/T/c\(\)/"#, #"^M\.S/(?:a\(\)|b\(size:\))/"#, #"^M\.a\(\)/"#])
    let others = [
      function("a(x:)"), function("b()"), function("a()x"), function("xa()"), function("b(size:)", suite: []),
      function("c()"), function("a()", suite: ["S", "T"]), function("a()", suite: ["SS"]),
    ]
    let matcher = selection.matcher
    #expect(wanted.allSatisfy(matcher.selects) && !others.contains(where: matcher.selects))
  }

  @Test("has few expressions for thousands of functions, none of them long")
  func thousands() {
    let functions = (1...3_000).map { function("aBenchmarkWithALongName\($0)(of:with:)") }
    let selection = TestSelection(functions: functions)
    #expect(selection.filters.allSatisfy { $0.utf8.count < 20_000 } && selection.filters.count < 20)
    let matcher = selection.matcher
    #expect([functions[0], functions[1_499], functions[2_999]].allSatisfy(matcher.selects))
    #expect(!matcher.selects(function("aBenchmarkWithALongName3001(of:with:)")))
  }
}

@Suite("The provenance of a run")
struct RunProvenanceTests {
  private typealias Service = (
    variables: [String: String], provider: String?, url: String?, branch: String?, change: String?
  )

  private static let cases: [Service] = [
    ([:], nil, nil, nil, nil), (["CI": "true"], nil, nil, nil, nil),
    (
      [
        "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/r",
        "GITHUB_RUN_ID": "5", "GITHUB_REF": "refs/pull/17/merge", "GITHUB_HEAD_REF": "topic",
        "GITHUB_REF_NAME": "17/merge",
      ], "github", "https://github.com/o/r/actions/runs/5", "topic", "17"
    ),
    (
      ["GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/main", "GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main"],
      "github", nil, "main", nil
    ),
    (
      [
        "GITLAB_CI": "true", "CI_JOB_URL": "https://gitlab.com/o/r/-/jobs/1", "CI_COMMIT_REF_NAME": "topic",
        "CI_MERGE_REQUEST_IID": "3",
      ], "gitlab", "https://gitlab.com/o/r/-/jobs/1", "topic", "3"
    ),
    (
      [
        "BUILDKITE": "true", "BUILDKITE_BUILD_URL": "https://buildkite.com/o/p/builds/1", "BUILDKITE_BRANCH": "main",
        "BUILDKITE_PULL_REQUEST": "false",
      ], "buildkite", "https://buildkite.com/o/p/builds/1", "main", nil
    ),
    (
      [
        "JENKINS_URL": "https://j/", "BUILD_URL": "https://j/job/a/1/", "GIT_BRANCH": "origin/main", "CHANGE_ID": "9",
      ],
      "jenkins", "https://j/job/a/1/", "main", "9"
    ),
    (
      [
        "CIRCLECI": "true", "CIRCLE_BUILD_URL": "https://circleci.com/gh/o/r/1", "CIRCLE_BRANCH": "topic",
        "CIRCLE_PULL_REQUEST": "https://github.com/o/r/pull/12",
      ], "circleci", "https://circleci.com/gh/o/r/1", "topic", "12"
    ),
    (
      [
        "TF_BUILD": "True", "SYSTEM_COLLECTIONURI": "https://dev.azure.com/o/", "SYSTEM_TEAMPROJECT": "p",
        "BUILD_BUILDID": "44", "BUILD_SOURCEBRANCH": "refs/heads/feature/x", "SYSTEM_PULLREQUEST_PULLREQUESTID": "8",
      ], "azure", "https://dev.azure.com/o/p/_build/results?buildId=44", "feature/x", "8"
    ),
    (
      [
        "BITBUCKET_BUILD_NUMBER": "6", "BITBUCKET_GIT_HTTP_ORIGIN": "https://bitbucket.org/o/r",
        "BITBUCKET_BRANCH": "topic", "BITBUCKET_PR_ID": "2",
      ], "bitbucket", "https://bitbucket.org/o/r/pipelines/results/6", "topic", "2"
    ),
    (
      ["TEAMCITY_VERSION": "2025.03", "BUILD_URL": "https://t/buildConfiguration/P/7"], "teamcity",
      "https://t/buildConfiguration/P/7", nil, nil
    ),
    (["TF_BUILD": "False", "SYSTEM_PULLREQUEST_PULLREQUESTID": "8"], nil, nil, nil, nil),
  ]

  @Test(
    "has the target branch of a pull request, whichever service names it",
    arguments: [
      ("GITHUB_ACTIONS", "GITHUB_BASE_REF", "release", "release"),
      ("GITLAB_CI", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release/1.0", "release/1.0"),
      ("BUILDKITE", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main", "main"),
      ("JENKINS_URL", "CHANGE_TARGET", "develop", "develop"),
      ("TF_BUILD", "SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release", "release"),
      ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_PR_DESTINATION_BRANCH", "main", "main"),
      ("GITHUB_ACTIONS", "GITHUB_BASE_REF", "", nil), ("CIRCLECI", "CI", "true", nil),
      // Of another service, left in a shell.
      ("GITHUB_ACTIONS", "CHANGE_TARGET", "develop", nil), ("HOME", "GITHUB_BASE_REF", "release", nil),
      // A build of no known service.
      ("CI", "GITHUB_BASE_REF", "release", "release"), ("CI", "CHANGE_TARGET", "origin/develop", "develop"),
      ("CI", "GITHUB_BASE_REF", "", nil),
    ])
  func target(service: String, variable: String, value: String, branch: String?) {
    #expect(RunProvenance.target(environment: [service: "1", variable: value]) == branch)
  }

  @Test("has the target branch of its own service, whatever others have left")
  func targetBesideOthers() {
    let left = ["CI": "true", "CHANGE_TARGET": "develop"]
    #expect(RunProvenance.target(environment: left.merging(["GITHUB_ACTIONS": "true"]) { $1 }) == nil)
    let both = left.merging(["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "release"]) { $1 }
    #expect(RunProvenance.target(environment: both) == "release")
    #expect(RunProvenance.target(environment: left.merging(["CI": "false"]) { $1 }) == nil)
  }

  @Test(
    "has the default branch that the service of this build names",
    arguments: [
      ("GITLAB_CI", "CI_DEFAULT_BRANCH", "trunk"), ("BUILDKITE", "BUILDKITE_PIPELINE_DEFAULT_BRANCH", "trunk"),
      ("GITHUB_ACTIONS", "CI_DEFAULT_BRANCH", nil), ("CI", "CI_DEFAULT_BRANCH", "trunk"),
      ("HOME", "CI_DEFAULT_BRANCH", nil),
    ])
  func defaultBranch(service: String, variable: String, branch: String?) {
    #expect(RunProvenance.defaultBranch(environment: [service: "1", variable: "trunk"]) == branch)
  }

  @Test(
    "has the variable that shows a build of continuous integration, and a CI of 'false' overrides a service",
    arguments: [
      ([:], nil), (["CI": "true"], "CI"), (["CI": "true", "TF_BUILD": "True"], "CI"),
      (["TF_BUILD": "True"], "TF_BUILD"), (["TEAMCITY_VERSION": "2025.03"], "TEAMCITY_VERSION"),
      (["CI": "", "GITHUB_ACTIONS": "true"], "GITHUB_ACTIONS"), (["CI": "false", "GITHUB_ACTIONS": "true"], nil),
      (["CI": "0"], nil), (["GITHUB_ACTIONS": "false"], nil),
    ] as [([String: String], String?)])
  func continuousIntegration(environment: [String: String], variable: String?) {
    #expect(RunProvenance.continuousIntegrationVariable(in: environment) == variable)
  }

  @Test("has the span of a tracer, on every machine")
  func traceParent() {
    let span = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    #expect(RunProvenance(environment: ["TRACEPARENT": span]).traceParent == span)
    #expect(RunProvenance(environment: ["GITLAB_CI": "true", "TRACEPARENT": span]).traceParent == span)
    #expect(RunProvenance(environment: ["TRACEPARENT": ""]) == RunProvenance())
  }

  @Test("comes from the variables of a CI service", arguments: cases.indices)
  func variables(index: Int) {
    let service = Self.cases[index]
    let provenance = RunProvenance(environment: service.variables)
    #expect(provenance.provider == service.provider)
    #expect(provenance.buildURL == service.url)
    #expect(provenance.branch == service.branch)
    #expect(provenance.change == service.change)
    #expect(provenance.revision == nil && provenance.position == nil && provenance.dirty == nil)
  }
}
