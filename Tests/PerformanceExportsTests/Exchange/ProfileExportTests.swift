import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Profiles for other tools")
struct ProfileExportTests {
  @Test("Folded stacks are lines of frames and a number, whatever functions are called")
  func folded() {
    let texts = Array(Set(HostileText.some(300)))
    let run = HostileRun.run(texts)
    let lines = FoldedStacksExporter.text(of: run).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let total = lines.reduce(0) { sum, line in
      let parts = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
      let frames = line.unicodeScalars.split(separator: ";", omittingEmptySubsequences: false)
      #expect(frames.count == 2, "\(line)")
      return sum + (Int(String(parts.last ?? Substring().unicodeScalars)) ?? 0)
    }
    #expect(total == run.summary.record.profiles.values.reduce(0) { $0 + $1.total })
  }

  private struct Speedscope: Decodable {
    struct Profile: Decodable {
      var name: String
      var endValue: Int
      var samples: [[Int]]
      var weights: [Int]
    }
    struct Frame: Decodable { var name: String }
    struct Shared: Decodable { var frames: [Frame] }
    var shared: Shared
    var profiles: [Profile]
  }

  @Test("speedscope gets a profile of each benchmark, whose weights are its instructions")
  func speedscope() throws {
    for run in [SmallRun.reported, HostileRun.run(HostileText.some(100))] {
      let text = SpeedscopeExporter.text(of: run)
      let document = try JSONDecoder().decode(Speedscope.self, from: Data(text.utf8))
      #expect(document.profiles.count == run.summary.record.profiles.count)
      for profile in document.profiles {
        #expect(profile.weights.reduce(0, +) == profile.endValue && profile.samples.count == profile.weights.count)
        #expect(profile.samples.allSatisfy { $0.count == 1 && document.shared.frames.indices.contains($0[0]) })
      }
    }
    let document = try JSONDecoder().decode(
      Speedscope.self, from: Data(SpeedscopeExporter.text(of: SmallRun.reported).utf8))
    #expect(document.profiles.map(\.endValue) == [4_000])
  }
}
