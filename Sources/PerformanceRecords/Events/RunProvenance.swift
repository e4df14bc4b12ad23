import PerformanceBuild
import PerformanceSystem

/// The measured code and the build of a continuous-integration service that measures it.
package struct RunProvenance: Equatable, Sendable, Codable {
  /// The full hash of the checked-out commit; `nil` outside a repository and for a run without `perftest`.
  package var revision: String?
  /// The branch; `nil` where neither git nor the CI service names one.
  package var branch: String?
  /// Whether files differ from the commit; `nil` where the commit is unknown.
  package var dirty: Bool?
  /// The position of the commit on the first-parent history of the default branch, counted from 1; `nil` where the
  /// commit is not on it or the history is incomplete.
  package var position: Int?
  /// The CI service, such as `github`; `nil` elsewhere.
  package var provider: String?
  /// The URL of the build's page.
  package var buildURL: String?
  /// The number of the pull or merge request.
  package var change: String?
  /// The span that caused the run, as W3C Trace Context writes it in the variable `TRACEPARENT`; `nil` without one.
  package var traceParent: String?

  /// Creates a provenance without any information.
  package init() {}
}

extension RunProvenance {
  /// Reads the variables of GitHub, GitLab, Buildkite, Jenkins, CircleCI, Azure, Bitbucket and TeamCity, and that of a
  /// tracer; does not run git.
  package init(environment: [String: String]) {
    traceParent = environment.setting("TRACEPARENT")
    guard let service = Self.service(in: environment) else { return }
    provider = service.name
    branch = service.branch.lazy.compactMap(environment.setting).first.map(Self.withoutPrefix)
    buildURL = service.buildURL(environment)
    change = service.change(environment)
  }

  /// How a CI service describes a build in variables.
  private struct Service: Sendable {
    let name: String
    /// A variable that only this service sets.
    let variable: String
    /// The variables that name the branch, the most precise first.
    let branch: [String]
    /// The variable that names the target branch of a pull request.
    var target: String?
    /// The variable that names the default branch of the repository.
    var defaultBranch: String?
    let buildURL: @Sendable ([String: String]) -> String?
    let change: @Sendable ([String: String]) -> String?
  }

  private static let services = [
    Service(
      name: "github", variable: "GITHUB_ACTIONS", branch: ["GITHUB_HEAD_REF", "GITHUB_REF_NAME"],
      target: "GITHUB_BASE_REF",
      buildURL: { environment in
        RunProvenance.joined(["GITHUB_SERVER_URL", "GITHUB_REPOSITORY"], in: environment).flatMap { repository in
          environment.setting("GITHUB_RUN_ID").map { "\(repository)/actions/runs/\($0)" }
        }
      },
      // `refs/pull/17/merge`
      change: { environment in
        let parts = environment.setting("GITHUB_REF")?.split(separator: "/") ?? []
        return parts.count > 2 && parts[1] == "pull" ? String(parts[2]) : nil
      }),
    Service(
      name: "gitlab", variable: "GITLAB_CI", branch: ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"],
      target: "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", defaultBranch: "CI_DEFAULT_BRANCH",
      buildURL: { $0.setting("CI_JOB_URL") }, change: { $0.setting("CI_MERGE_REQUEST_IID") }),
    Service(
      name: "buildkite", variable: "BUILDKITE", branch: ["BUILDKITE_BRANCH"],
      target: "BUILDKITE_PULL_REQUEST_BASE_BRANCH", defaultBranch: "BUILDKITE_PIPELINE_DEFAULT_BRANCH",
      buildURL: { $0.setting("BUILDKITE_BUILD_URL") },
      change: { $0.setting("BUILDKITE_PULL_REQUEST").flatMap { $0 == "false" ? nil : $0 } }),
    Service(
      name: "jenkins", variable: "JENKINS_URL", branch: ["CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"],
      target: "CHANGE_TARGET",
      buildURL: { $0.setting("BUILD_URL") }, change: { $0.setting("CHANGE_ID") }),
    Service(
      // CircleCI does not name the target branch of a pull request.
      name: "circleci", variable: "CIRCLECI", branch: ["CIRCLE_BRANCH"],
      buildURL: { $0.setting("CIRCLE_BUILD_URL") },
      // The last component of the pull request's URL is its number.
      change: { $0.setting("CIRCLE_PULL_REQUEST")?.split(separator: "/").last.map(String.init) }),
    Service(
      name: "azure", variable: "TF_BUILD", branch: ["SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"],
      target: "SYSTEM_PULLREQUEST_TARGETBRANCH",
      buildURL: { environment in
        RunProvenance.joined(["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT"], in: environment).flatMap { project in
          environment.setting("BUILD_BUILDID").map { "\(project)/_build/results?buildId=\($0)" }
        }
      },
      change: {
        $0.setting("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? $0.setting("SYSTEM_PULLREQUEST_PULLREQUESTID")
      }),
    Service(
      name: "bitbucket", variable: "BITBUCKET_BUILD_NUMBER", branch: ["BITBUCKET_BRANCH"],
      target: "BITBUCKET_PR_DESTINATION_BRANCH",
      buildURL: { environment in
        environment.setting("BITBUCKET_GIT_HTTP_ORIGIN").flatMap { repository in
          environment.setting("BITBUCKET_BUILD_NUMBER").map { "\(repository)/pipelines/results/\($0)" }
        }
      },
      change: { $0.setting("BITBUCKET_PR_ID") }),
    Service(
      // TeamCity names neither the branch nor the pull request in a variable.
      name: "teamcity", variable: "TEAMCITY_VERSION", branch: [], buildURL: { $0.setting("BUILD_URL") },
      change: { _ in nil }),
  ]

  /// The service that runs this build; `nil` elsewhere, whatever variables of services a shell has.
  private static func service(in environment: [String: String]) -> Service? {
    services.first { environment.isOn($0.variable) }
  }

  /// The variable that shows that this is a build of continuous integration; `nil` elsewhere.
  ///
  /// It is `CI`, else that of a known service: Azure and TeamCity do not set `CI`. A `CI` of `0` or `false` overrides
  /// the variables of services.
  package static func continuousIntegrationVariable(in environment: [String: String]) -> String? {
    guard environment.setting("CI") == nil else { return environment.isOn("CI") ? "CI" : nil }
    return service(in: environment)?.variable
  }

  /// The target branch of a pull or merge request, as the service of this build names it; `nil` outside of one.
  package static func target(environment: [String: String]) -> String? {
    branch(\.target, in: environment).map(withoutPrefix)
  }

  /// The default branch of the repository, as GitLab and Buildkite name it; `nil` where none does.
  package static func defaultBranch(environment: [String: String]) -> String? {
    branch(\.defaultBranch, in: environment)
  }

  /// The value of a variable that names a branch.
  ///
  /// The build of a known service has that service's variable alone: those of others were left in a shell. A build of an
  /// unknown one, which has only `CI`, has the first variable that is set, and a shell has none.
  private static func branch(_ variable: (Service) -> String?, in environment: [String: String]) -> String? {
    let known = service(in: environment).map { [$0] }
    let possible = known ?? (continuousIntegrationVariable(in: environment) == nil ? [] : services)
    return possible.lazy.compactMap(variable).compactMap(environment.setting).first
  }

  /// The short name of a branch: Azure writes `refs/heads/main`, Jenkins may write `origin/main`.
  private static func withoutPrefix(_ branch: String) -> String {
    ["refs/heads/", "origin/"].first(where: branch.hasPrefix).map { String(branch.dropFirst($0.count)) } ?? branch
  }

  /// The values of variables joined by slashes; `nil` where one is not set.
  private static func joined(_ names: [String], in environment: [String: String]) -> String? {
    let values = names.compactMap(environment.setting).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    return values.count == names.count ? values.joined(separator: "/") : nil
  }
}
