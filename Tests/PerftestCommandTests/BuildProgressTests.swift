import PerformanceWorkflows
import Testing

@Suite("The progress of a build")
struct BuildProgressTests {
  private static let output: [Substring] = [
    "Building for production...", "[0/9] Write sources", "[12/340] Compiling Core Core.swift", "remark: nothing",
  ]

  private func lines(_ output: [Substring], at times: [Double]) -> [String?] {
    var progress = BuildProgress(title: "for measuring")
    return times.map { time in progress.plainLine(seconds: time) { output } }
  }

  @Test("is a line every fifteen seconds where nothing can be redrawn, with the step and the seconds")
  func everyFifteenSeconds() {
    let lines = lines(Self.output, at: [0, 0.25, 14.9, 15, 15.25, 29.9, 30, 61])
    #expect(
      lines == [
        nil, nil, nil, "building for measuring: step 12 of 340, 15 s", nil, nil,
        "building for measuring: step 12 of 340, 30 s", "building for measuring: step 12 of 340, 61 s",
      ])
  }

  @Test(
    "has no step where the build system names none",
    arguments: [
      [], ["Fetching https://example.com/x"], ["[x/y] z"], ["[3]"], ["[3/2] less than done"], ["[-1/2] x"], ["[1/2"],
      ["::error::[1/2]"], [""],
    ] as [[Substring]])
  func withoutStep(output: [Substring]) {
    #expect(lines(output, at: [15]) == ["building for measuring: preparing, 15 s"])
  }

  @Test("reads the output only where a line is due")
  func reads() {
    var progress = BuildProgress(title: "x")
    var reads = 0
    for quarter in 0..<240 {
      _ = progress.plainLine(seconds: Double(quarter) / 4) {
        reads += 1
        return []
      }
    }
    #expect(reads == 3)
  }

  @Test("on a terminal is the last line of the output, cut to its width")
  func terminal() {
    let progress = BuildProgress(title: "x")
    #expect(progress.line(["[1/2] Compiling A", ""], seconds: 3.9, width: 80) == "building x, 3 s  [1/2] Compiling A")
    #expect(progress.line(["[1/2] Compiling A"], seconds: 3, width: 12) == "building x, ")
  }
}
