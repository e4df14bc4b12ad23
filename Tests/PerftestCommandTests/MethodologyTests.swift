import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Baselines of another methodology", .inTurns, .timeLimit(.minutes(60)))
struct MethodologyTests {
  @Test("are not compared, and the run has the command to type; then they are recorded again")
  func earlier() async throws {
    let package = try await ScriptedPackage.recorded()
    for path in try package.baselines().paths where path.hasSuffix(".json") {
      let file = package.folder.file("baselines/" + path)
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing("\"methodology\": \(Methodology.current)", with: "\"methodology\": 1")
        .write(to: file, atomically: true, encoding: .utf8)
    }
    let gated = try await package.gate("--filter", "WorkPerformance/allocate")
    #expect(gated.status == 0, "\(gated)")
    let detail = "recorded with methodology 1, measured with \(Methodology.current)"
    #expect(gated.output.contains(detail) && gated.output.contains("perftest record"), "\(gated)")
    let recorded = try await package.record("--filter", "WorkPerformance")
    #expect(recorded.status == 0, "\(recorded)")
    let again = try await package.gate("--filter", "WorkPerformance/allocate")
    #expect(again.status == 0 && !again.output.contains("methodology"), "\(again)")
  }
}
