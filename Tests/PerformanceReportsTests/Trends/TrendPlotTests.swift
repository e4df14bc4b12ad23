import PerformanceReports
import PerformanceText
import Testing

@Suite("The plot of a trend")
struct TrendPlotTests {
  private func lines(
    _ values: [Double], baseline: Double? = nil, marks: [TrendPlot.Mark] = [], _ glyphs: TrendPlot.Glyphs,
    width: Int = 60
  ) -> [String] {
    let plot = TrendPlot(values, baseline: baseline, marks: marks, glyphs: glyphs)
    return plot?.lines(width: width, colour: .off, value: { "\(Int($0)) ns" }, ends: ("first", "last")) ?? []
  }

  private let step = [Double](repeating: 100, count: 20) + [Double](repeating: 109, count: 10)

  @Test("ASCII has a star for each value at its level, and the change and the baseline are marked")
  func ascii() {
    let all = lines(step, baseline: 103, marks: [.init(index: 20, kind: .confirmed)], .ascii)
    #expect(
      all == [
        "109 ns |                    **********",
        "       |",
        "       |",
        "       |",
        "       |",
        "       |",
        "103 ns |------------------------------ baseline",
        "       |",
        "       |",
        "100 ns |********************",
        "                            ^",
        "        first                     last",
      ])
  }

  @Test("Braille has four rows of dots in a line")
  func braille() {
    let all = lines((0..<30).map { Double($0) }, .braille)
    #expect(all.count == 11)
    #expect(all[0] == "29 ns ┤                           ⣀⠒⠉")
    #expect(all[9] == " 0 ns ┤⣀⠤⠉")
    #expect(all[10] == "       first                     last")
  }

  @Test("A gap stays empty, and many values share a column")
  func gaps() {
    var values = step
    for index in 5..<10 { values[index] = .nan }
    #expect(lines(values, .ascii)[9] == "100 ns |*****     **********")
    let many = lines((0..<1_000).map { $0 < 500 ? 1 : 2 }, .ascii, width: 47)
    #expect(many[0].hasSuffix("|" + String(repeating: " ", count: 20) + String(repeating: "*", count: 21)), "\(many)")
    #expect(many.allSatisfy { $0.count <= 47 })
  }

  @Test("Values whose difference is no number, or the smallest one, are at the ends")
  func extremes() {
    func shape(_ values: [Double]) -> [String] {
      let plot = TrendPlot(values, glyphs: .ascii)
      return plot?.lines(width: 40, colour: .off, value: { "\($0)" }, ends: ("a", "b")) ?? []
    }
    let greatest = Double.greatestFiniteMagnitude
    let least = Double.leastNonzeroMagnitude
    for (low, high) in [(-1.7e308, 1.7e308), (-greatest, greatest), (0, least)] {
      let all = shape([low, high])
      #expect(all[0].contains("\(high) |") && all[0].hasSuffix("***") && all[9].contains("\(low) |"), "\(all)")
      #expect(all[9].contains("***"))
    }
    for value in [greatest, -greatest, 1.79e308, least, 0] {
      let all = shape([value, value])
      #expect(all.count { $0.contains("***") } == 1 && all.contains { $0.contains("\(value) |") }, "\(all)")
    }
  }

  @Test("Equal values are a line in the middle, one value is a line too, and none have no plot")
  func degenerate() {
    let equal = lines([7, 7, 7], .ascii)
    #expect(equal[4] == "7 ns |" + String(repeating: "*", count: 30), "\(equal)")
    #expect(equal[0] == "     |" && equal[9] == "     |", "\(equal)")
    #expect(equal.indices.filter { equal[$0].contains("*") } == [4])
    #expect(lines([0], .braille).count == 11)
    #expect(TrendPlot([], glyphs: .ascii) == nil && TrendPlot([.nan], glyphs: .ascii) == nil)
  }

  @Test("Colours mark changes, and not a text without them")
  func colours() {
    let plot = TrendPlot(step, baseline: 103, marks: [.init(index: 20, kind: .wentAway)], glyphs: .braille)
    let coloured = plot?.lines(width: 60, colour: .on, value: { "\($0)" }, ends: ("a", "b")).joined() ?? ""
    #expect(coloured.contains("\u{1B}[33m▽\u{1B}[0m") && coloured.contains("\u{1B}[2m baseline\u{1B}[0m"))
    #expect(!lines(step, .braille).joined().contains("\u{1B}"))
  }
}
