import PerformanceGit
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("The newest of many commits")
struct NewestCommitTests {
  @Test(
    "is the one from which the others can be reached, in whatever groups they are compared", arguments: [1, 2, 3, 9])
  func groups(size: Int) throws {
    let repository = try ScratchRepository()
    let scratch = try TemporaryFolder()
    try repository.write("0", to: "file")
    try repository.commit()
    let checkout = try GitCheckout(
      containing: repository.url, scratch: scratch.url, environment: BuiltCommand.environment())
    var commits = [try checkout.commit("HEAD")]
    // Hashes are compared in their order: the newest commit must not be the last of them.
    while commits.count < 5 || commits.last?.hash == commits.map(\.hash).max() {
      try repository.write("\(commits.count)", to: "file")
      try repository.commit()
      commits.append(try checkout.commit("HEAD"))
    }
    for first in commits.indices {
      let turned = Array(commits[first...] + commits[..<first])
      #expect(checkout.newest(of: turned + turned, inGroupsOf: size) == commits.last)
    }
    #expect(checkout.newest(of: [], inGroupsOf: size) == nil)
  }
}
