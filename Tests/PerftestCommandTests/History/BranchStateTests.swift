import PerformanceGit
import PerformanceMetrics
import PerformanceTestSupport
import Testing

@Suite("What has become of branches")
struct BranchStateTests {
  @Test("A branch is merged, open or gone, whether it is a local one or that of a remote")
  func states() throws {
    let origin = try ScratchRepository()
    try origin.write("1", to: "a")
    try origin.commit()
    for (branch, isMerged) in [("feature/merged", true), ("feature/open", false)] {
      try origin.git("checkout", "-q", "-b", branch)
      try origin.write(branch, to: "b")
      try origin.commit()
      try origin.git("checkout", "-q", "main")
      if isMerged { try origin.git("merge", "-q", "--no-ff", "-m", "merge", branch) }
    }
    let clone = try ScratchRepository(cloning: origin.url)
    let folder = try TemporaryFolder()
    for repository in [origin, clone] {
      let git = GitTool(
        folder: repository.url, scratch: folder.file("scratch"), environment: BuiltCommand.environment())
      #expect(
        BranchState.states(of: ["main", "feature/merged", "feature/open", "feature/gone"], in: git) == [
          "main": .merged, "feature/merged": .merged, "feature/open": .open, "feature/gone": .gone,
        ])
    }
  }

  @Test("Without a repository there are no states, which is not the same as none that is open")
  func noRepository() throws {
    let folder = try TemporaryFolder()
    let git = GitTool(folder: folder.url, scratch: folder.file("scratch"), environment: BuiltCommand.environment())
    #expect(BranchState.states(of: ["main"], in: git) == nil)
  }
}
