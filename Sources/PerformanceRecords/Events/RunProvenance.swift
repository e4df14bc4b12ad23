import PerformanceSystem

/// Which code a run measures, and for which build of a continuous-integration service.
package struct RunProvenance: Hashable, Sendable, Codable {
  /// The whole hash of the commit that is checked out; `nil` outside of a repository and for a run by hand.
  package var revision: String?
  /// The branch; `nil` where neither git nor the CI service names one.
  package var branch: String?
  /// Whether files differ from the commit; `nil` where no commit is known.
  package var dirty: Bool?
  /// The position of the commit on the first-parent history of the default branch, counted from 1; `nil` where it is
  /// not on it or the history is cut off.
  package var position: Int?
  /// The CI service, such as `github`; `nil` elsewhere.
  package var provider: String?
  /// The page of the build.
  package var buildURL: String?
  /// The pull or merge request, as the service numbers it.
  package var change: String?

  /// The provenance of code of which nothing is known yet.
  package init() {}
}

extension RunProvenance {
  /// What the variables of GitHub, GitLab, Buildkite, Jenkins, CircleCI and Azure say; git is not asked.
  package init(environment: [String: String]) {
    guard let service = Self.services.first(where: { environment.setting($0.variable) != nil }) else { return }
    provider = service.name
    branch = service.branch.lazy.compactMap(environment.setting).first.map(Self.withoutPrefix)
    buildURL = service.buildURL(environment)
    change = service.change(environment)
  }

  /// What a CI service says in variables.
  private struct Service: Sendable {
    let name: String
    /// The variable that is set nowhere else.
    let variable: String
    /// The variables that name the branch, the most exact first.
    let branch: [String]
    let buildURL: @Sendable ([String: String]) -> String?
    let change: @Sendable ([String: String]) -> String?
  }

  private static let services = [
    Service(
      name: "github", variable: "GITHUB_ACTIONS", branch: ["GITHUB_HEAD_REF", "GITHUB_REF_NAME"],
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
      buildURL: { $0.setting("CI_JOB_URL") }, change: { $0.setting("CI_MERGE_REQUEST_IID") }),
    Service(
      name: "buildkite", variable: "BUILDKITE", branch: ["BUILDKITE_BRANCH"],
      buildURL: { $0.setting("BUILDKITE_BUILD_URL") },
      change: { $0.setting("BUILDKITE_PULL_REQUEST").flatMap { $0 == "false" ? nil : $0 } }),
    Service(
      name: "jenkins", variable: "JENKINS_URL", branch: ["CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"],
      buildURL: { $0.setting("BUILD_URL") }, change: { $0.setting("CHANGE_ID") }),
    Service(
      name: "circleci", variable: "CIRCLECI", branch: ["CIRCLE_BRANCH"],
      buildURL: { $0.setting("CIRCLE_BUILD_URL") },
      // The page of the pull request, which ends with its number.
      change: { $0.setting("CIRCLE_PULL_REQUEST")?.split(separator: "/").last.map(String.init) }),
    Service(
      name: "azure", variable: "TF_BUILD", branch: ["SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"],
      buildURL: { environment in
        RunProvenance.joined(["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT"], in: environment).flatMap { project in
          environment.setting("BUILD_BUILDID").map { "\(project)/_build/results?buildId=\($0)" }
        }
      },
      change: {
        $0.setting("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? $0.setting("SYSTEM_PULLREQUEST_PULLREQUESTID")
      }),
  ]

  /// A branch as people call it: Azure writes `refs/heads/main`, Jenkins may write `origin/main`.
  private static func withoutPrefix(_ branch: String) -> String {
    ["refs/heads/", "origin/"].first(where: branch.hasPrefix).map { String(branch.dropFirst($0.count)) } ?? branch
  }

  /// The values of variables with a slash between them; `nil` where one is not set.
  private static func joined(_ names: [String], in environment: [String: String]) -> String? {
    let values = names.compactMap(environment.setting).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    return values.count == names.count ? values.joined(separator: "/") : nil
  }
}
