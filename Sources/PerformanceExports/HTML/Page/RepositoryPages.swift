import PerformanceRecords

/// The pages of the host of a repository, derived from the page of a build.
struct RepositoryPages: Equatable, Sendable {
  private let commits: String
  private let comparisons: String

  /// The pages of the service that ran the build; `nil` for a service whose builds are not pages of the repository.
  init?(_ provenance: RunProvenance) {
    guard let build = provenance.buildURL else { return nil }
    func root(before marker: String) -> String? {
      build.firstRange(of: marker).map { String(build[..<$0.lowerBound]) }
    }
    switch provenance.provider {
    case "github":
      guard let root = root(before: "/actions/runs/") else { return nil }
      (commits, comparisons) = (root + "/commit/", root + "/compare/")
    case "gitlab":
      guard let root = root(before: "/-/jobs/") else { return nil }
      (commits, comparisons) = (root + "/-/commit/", root + "/-/compare/")
    default: return nil
    }
  }

  /// The page of a commit.
  func commit(_ revision: String) -> String { commits + revision }

  /// The page of the commits after one up to another.
  func comparison(from old: String, to new: String) -> String { comparisons + old + "..." + new }
}
