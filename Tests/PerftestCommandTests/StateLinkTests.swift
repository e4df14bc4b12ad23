import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("A state folder behind a link")
struct StateLinkTests {
  @Test("The build has one path from the first time on, whether the state or the build is a link")
  func onePath() throws {
    let folder = try TemporaryFolder()
    let real = folder.url.resolvingSymlinksInPath().appendingPathComponent("real")
    try FileManager.default.createDirectory(at: real, withIntermediateDirectories: true)
    let link = folder.url.appendingPathComponent(".perftest")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: real)
    let state = StateFolder(package: folder.url, environment: [:])
    let paths = try [StateFolder.makeBuildFolder(state.build).path, StateFolder.makeBuildFolder(state.build).path]
    #expect(paths == [real.path + "/build", real.path + "/build"])

    let other = StateFolder(package: folder.url, environment: ["PERFTEST_STATE": "other"])
    try other.create()
    try FileManager.default.createSymbolicLink(at: other.build, withDestinationURL: state.build)
    #expect(try StateFolder.makeBuildFolder(other.build).path == real.path + "/build")
  }
}
