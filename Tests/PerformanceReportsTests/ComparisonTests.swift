import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceTestSupport
import Testing

@Suite("Two sets of numbers side by side")
struct ComparisonTests {
  private func compare(
    _ old: [BaselineDocument], _ new: [BaselineDocument], _ selection: ComparisonTable.Selection = .all,
    width: Int = 120
  ) -> [String] {
    let comparison = NumbersComparison(old: RecordedNumbers(documents: old), new: RecordedNumbers(documents: new))
    return ComparisonTable(comparison, width: width).lines(selection)
  }

  @Test("Best sessions and usual counts are compared, the worst change first")
  func table() {
    let old = [Example.times([100, 102, 104]), Example.counts([12]), Example.times([50, 51], test: "encode()")]
    let new = [
      Example.times([131, 132, 140]), Example.counts([12, 18, 19]), Example.times([50, 51], test: "encode()"),
    ]
    #expect(
      compare(old, new) == [
        "benchmark                 metric           old      new   change  interval             sessions",
        "JSONPerformance/decode()  allocations       12       18  +50.0 %  –                           –",
        "JSONPerformance/decode()  wallClock     100 ns   131 ns    +31 %  [+26 %, +40 %] 90 %     3 → 3",
        "JSONPerformance/encode()  wallClock    50.0 ns  50.0 ns     ±0 %  [−2 %, +2 %] 67 %       2 → 2",
        "2 benchmarks in both, 3 numbers: 2 worse, 0 better, 1 about the same",
      ])
  }

  @Test("What does not differ is counted and not shown, unless all is asked for")
  func changed() {
    func numbers(_ first: Double, _ count: Double) -> [BaselineDocument] {
      [
        Example.times((0..<8).map { first + Double($0) / 10 }), Example.counts([count]),
        Example.times([50, 51], test: "encode()"),
      ]
    }
    let lines = compare(numbers(100, 12), numbers(88, 12), .changed)
    #expect(lines.count == 3 && lines[1].hasPrefix("JSONPerformance/decode()  wallClock"), "\(lines)")
    #expect(lines[2].hasSuffix("0 worse, 0 better, 3 about the same; --all shows the 2 that do not differ"))
    #expect(compare(numbers(100, 12), numbers(88, 12), .all).count == 5)
  }

  @Test("Times differ where their interval excludes equality, and counts by any amount")
  func chance() {
    func lines(_ times: [Double], _ count: Double) -> [String] {
      compare(
        [Example.times([100, 102, 104, 106, 108]), Example.counts([12])],
        [Example.times(times), Example.counts([count])],
        .changed)
    }
    #expect(lines([101, 103, 105, 107, 109], 12).first?.hasSuffix("--all shows the 2 that do not differ") == true)
    #expect(lines([101, 103, 105, 107, 109], 13)[1].contains("allocations"))
    #expect(lines([111, 113, 115, 117, 119], 12)[1].contains("wallClock"))
  }

  @Test("More is worse or better as the metric defines")
  func direction() {
    let old = [Example.times([100, 101], metric: Example.throughput)]
    let comparison = NumbersComparison(
      old: RecordedNumbers(documents: old),
      new: RecordedNumbers(documents: [Example.times([50, 50.5], metric: Example.throughput)]))
    #expect(comparison.rows.map(\.worsening) == [2])
    #expect(comparison.rows.map(\.isNoteworthy) == [true])
  }

  @Test("A count that was 0 is the worst of all, one that becomes 0 the best")
  func zero() {
    func worsening(_ old: Double, _ new: Double) -> [Double] {
      NumbersComparison(
        old: RecordedNumbers(documents: [Example.counts([old])]),
        new: RecordedNumbers(documents: [Example.counts([new])])
      ).rows.map(\.worsening)
    }
    #expect(worsening(0, 3) == [.infinity])
    #expect(worsening(3, 0) == [0])
    #expect(worsening(0, 0) == [1])
    #expect(worsening(-5, -10) == [0])
  }

  @Test("Benchmarks of one side are listed")
  func onlyOneSide() {
    let lines = compare([Example.times([100], test: "gone()")], [Example.times([100], test: "fresh()")])
    #expect(
      lines == [
        "only in the old one:", "    JSONPerformance/gone()", "only in the new one:", "    JSONPerformance/fresh()",
        "0 benchmarks in both, 0 numbers: 0 worse, 0 better, 0 about the same",
      ])
  }

  @Test("Differences besides the code precede the table")
  func differences() {
    let lines = compare(
      [Example.times([100], machine: "epyc", methodology: 0)],
      [Example.times([100], machine: "xeon", toolchain: "swift6.4")])
    #expect(
      lines.first
        == "a change may have a cause other than the code, since these differ: toolchain (swift6.3 → swift6.4), "
        + "machine class (epyc → xeon), methodology (0 → 2)")
    #expect(compare([Example.times([100])], [Example.times([100])]).first?.hasPrefix("benchmark") == true)
  }

  @Test("Times of different machine classes are counted and not compared, unless all is asked for")
  func otherMachine() {
    let old = RecordedNumbers(documents: [Example.times([100], machine: "epyc"), Example.counts([12])])
    let new = RecordedNumbers(documents: [Example.times([200], machine: "xeon"), Example.counts([12])])
    let comparison = NumbersComparison(old: old, new: new)
    #expect(comparison.rows.map(\.metric.name) == ["allocations"] && comparison.timesElsewhere == 1)
    #expect(
      ComparisonTable(comparison).lines(.all)[1] == "1 time of different machines is not compared; --all shows it")
    let all = NumbersComparison(old: old, new: new, showsAll: true)
    #expect(all.rows.count == 2 && all.timesElsewhere == 0)
    #expect(NumbersComparison(old: old, new: old).timesElsewhere == 0)
  }

  @Test("Numbers with the same name and different meanings are not compared")
  func unlike() {
    var bytes = Example.wallClock
    bytes.unit = .bytes
    let lines = compare([Example.times([100])], [Example.times([100], metric: bytes)])
    #expect(lines == ["0 benchmarks in both, 0 numbers: 0 worse, 0 better, 0 about the same"])
  }

  @Test("A run is compared by its sessions, with unjudged metrics on request")
  func run() {
    let events = Example.events(
      [], sessions: [Example.session("decode()", wallClock: 110), Example.session("decode()", wallClock: 105)])
    let run = RecordedNumbers(RunRecord(events))
    #expect(NumbersComparison(old: run, new: run).rows.map(\.metric.name) == ["allocations", "wallClock"])
    #expect(
      NumbersComparison(old: run, new: run, showsAll: true).rows.map(\.metric.name)
        == ["allocations", "cpuUser", "wallClock"])
    let machine = Example.environment.machine.folderName
    let baseline = RecordedNumbers(documents: [Example.times([100, 101], machine: machine)])
    let row = NumbersComparison(old: baseline, new: run).rows.first
    #expect(row?.old == 100)
    #expect(row?.new == 105)
  }

  @Test("Of several machines the first in the order of preference is compared")
  func narrowing() {
    let documents = [Example.times([1], machine: "epyc"), Example.times([2], machine: "xeon"), Example.counts([3])]
    let xeon = BaselineKey(of: RecordedNumbers(documents: [documents[1], documents[2]]))
    let other = BaselineKey(of: RecordedNumbers(documents: [Example.times([1], machine: "m1", toolchain: "s")]))
    let selections = [other, xeon].compactMap { $0 }
    #expect(selections.count == 2)
    #expect(RecordedNumbers.narrowed(documents, to: selections) == [documents[1], documents[2]])
    #expect(RecordedNumbers.narrowed(documents, to: []) == nil)
    #expect(RecordedNumbers.narrowed([documents[0], documents[2]], to: []) == [documents[0], documents[2]])
    #expect(BaselineKey(of: RecordedNumbers(documents: documents)) == nil)
  }
}
