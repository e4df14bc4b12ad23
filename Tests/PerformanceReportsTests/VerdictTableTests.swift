import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The table of a run")
struct VerdictTableTests {
  private func lines(
    _ verdicts: [Verdict], sessions: [BenchmarkSession] = [],
    _ limit: VerdictTable.Limit = .oneScreen(restIn: "x.jsonl"), width: Int = 120, colour: Colour = .off
  ) -> [String] {
    let summary = RunSummary(RunRecord(Example.events(verdicts, sessions: sessions)), redRule: .local)
    return VerdictTable(summary: summary, width: width, colour: colour).lines(limit)
  }

  @Test("Red rows come first with their reasons, unremarkable ones are counted")
  func red() {
    let verdicts = [
      Example.same(Example.id("encode()")), Example.elsewhere(Example.id("e1()")),
      Example.elsewhere(Example.id("e2()")),
      Example.new(Example.id("fresh()")), Example.grew(Example.id("decode()")), Example.slower(Example.id("decode()")),
      Example.missing(Example.id("gone()")),
    ]
    #expect(
      lines(verdicts) == [
        "benchmark                 metric       baseline      now  change               sessions  detectable  verdict",
        "JSONPerformance/gone()    –                   –        –  –                           –           –  missing",
        "    it is in the baseline, but no 'measure' call gave it; if intended, 'swift run perftest record' removes it",
        "JSONPerformance/decode()  wallClock     12.3 ms  16.1 ms  +31 % [28, 35] 95 %        15       +25 %  regressed",
        "    each of 15 fresh processes was slower",
        "JSONPerformance/decode()  allocations        12       13  +8.3 %                      3           –  regressed",
        "    each of 3 fresh processes counted more",
        "1 new: not in the baseline yet",
        "2 incomparable: recorded on amd-epyc-9r14, this is intel-xeon; swift run perftest gate --all shows the times",
        "1 same",
      ])
  }

  @Test("A green run is one line")
  func green() {
    #expect(lines((1...38).map { Example.same(Example.id("b\($0)()")) }) == ["38 same"])
  }

  @Test("The whole list shows times that could not be judged, and the reason once")
  func all() {
    #expect(
      lines([Example.elsewhere(Example.id("e()")), Example.same(Example.id("encode()"))], .all) == [
        "benchmark                 metric     baseline      now  change             sessions  detectable  verdict       reason",
        "JSONPerformance/e()       wallClock         –  1.52 µs  –                         1           –  incomparable",
        "JSONPerformance/encode()  wallClock   1.00 ms  1.01 ms  +1 % [−5, 1] 85 %         1       +25 %  same",
        "1 incomparable: recorded on amd-epyc-9r14, this is intel-xeon; times are shown, not judged",
        "1 same",
      ])
  }

  @Test("The worst red rows are shown when not all fit a screen, the others counted, and the file is named")
  func manyRed() {
    let verdicts = (1...37).map { Example.slower(Example.id("b\($0)()"), by: 1.2 + Double($0) / 100) }
    let lines = lines(verdicts, width: 200)
    #expect(lines.count == 1 + 20 + 1)
    #expect(lines[1].hasPrefix("JSONPerformance/b37()"))
    #expect(lines.last == "… and 17 more red, see x.jsonl")
  }

  @Test("A few noteworthy rows that are not red are shown")
  func noteworthy() {
    let verdicts = (1...8).map { number in
      var verdict = Example.same(Example.id("b\(number)()"))
      (verdict.outcome, verdict.reason) = (.improved, .betterThanTolerance)
      return verdict
    }
    let lines = lines(verdicts, width: 200)
    #expect(lines.count == 1 + 5 + 1)
    #expect(lines.last == "… and 3 more noteworthy, see x.jsonl")
  }

  @Test("Warnings of a measurement follow the table")
  func warnings() {
    let id = Example.id("decode()")
    let session = Example.session(id, warnings: [.tooShort(nanoseconds: 2, overhead: 1.5)])
    #expect(
      lines([Example.same(id)], sessions: [session], width: 200) == [
        "1 same",
        "warning: JSONPerformance/decode(): tooShort: the body takes 2.0 ns, the loop itself 1.5 ns; "
          + "do more work in one iteration",
      ])
  }

  @Test("In a wide terminal the reason stands in the row")
  func wide() {
    let line = lines([Example.slower(Example.id("decode()"))], width: 160).last
    #expect(line?.hasSuffix("+25 %  regressed  each of 15 fresh processes was slower") == true)
  }

  @Test("In a narrow terminal the lesser columns are dropped, then the name is cut at its beginning")
  func narrow() {
    #expect(
      lines([Example.slower(Example.id("decodeTheWholeCatalog()"))], width: 80).prefix(2) == [
        "benchmark           metric     baseline      now  change               verdict",
        "…TheWholeCatalog()  wallClock   12.3 ms  16.1 ms  +31 % [28, 35] 95 %  regressed",
      ])
  }

  @Test("Columns that few need are dropped before names become short")
  func namesBeforeColumns() {
    let ids = ["decodeTheWholeCatalogOfTheShop()", "encodeTheWholeCatalogOfTheShop()"].map { Example.id($0) }
    #expect(
      lines(ids.map { Example.slower($0) }, width: 100).filter { !$0.hasPrefix(" ") } == [
        "benchmark                               metric     baseline      now  change               verdict",
        "…ance/decodeTheWholeCatalogOfTheShop()  wallClock   12.3 ms  16.1 ms  +31 % [28, 35] 95 %  regressed",
        "…ance/encodeTheWholeCatalogOfTheShop()  wallClock   12.3 ms  16.1 ms  +31 % [28, 35] 95 %  regressed",
      ])
  }

  @Test("No line is wider than the terminal", arguments: [72, 80, 100, 120, 160, 250])
  func widths(width: Int) {
    let id = Example.id("aVeryLongName\(String(repeating: "OfABenchmark", count: 30))()")
    let verdicts = [Example.slower(id), Example.grew(id), Example.missing(id), Example.elsewhere(id)]
    for limit in [VerdictTable.Limit.all, .oneScreen(restIn: "x")] {
      #expect(lines(verdicts, limit, width: width).allSatisfy { $0.count <= width })
    }
  }

  @Test("Columns stay aligned behind characters of width two or zero")
  func wideCharacters() {
    let verdicts = [
      Example.slower(Example.id("日本語()")), Example.slower(Example.id("cafe\u{301}()")),
      Example.slower(Example.id("🚀()")),
    ]
    let rows = lines(verdicts, width: 200).dropFirst()
    let names = rows.map { $0.prefix { $0 != " " } + $0.drop { $0 != " " }.prefix { $0 == " " } }
    #expect(
      Set(names) == [
        "JSONPerformance/日本語()  ", "JSONPerformance/cafe\u{301}()    ", "JSONPerformance/🚀()      ",
      ])
  }

  @Test("A combining mark without a letter takes no column")
  func loneMark() {
    let ids = ["\u{301}abc", "abc"].map { BenchmarkID(module: "M", suite: [], test: $0) }
    let rows = lines(ids.map { Example.slower($0) }, width: 200).dropFirst()
    #expect(Set(rows.map { $0.unicodeScalars.count }).count == 2)
  }

  @Test("A name of wide characters is cut to its columns")
  func wideCut() {
    let line = lines([Example.slower(Example.id(String(repeating: "長", count: 50)))], width: 80)[1]
    #expect(line.hasPrefix("…長長長長長長長長   wallClock"))
  }

  @Test("Colour marks the verdict, and only when requested")
  func colour() {
    let verdicts = [Example.slower(Example.id("decode()")), Example.same(Example.id("encode()"))]
    let coloured = lines(verdicts, width: 160, colour: .on)
    #expect(coloured[1].contains("\u{1B}[31mregressed\u{1B}[0m"))
    #expect(coloured[2] == "\u{1B}[2m1 same\u{1B}[0m")
    #expect(lines(verdicts).allSatisfy { !$0.contains("\u{1B}") })
  }
}
