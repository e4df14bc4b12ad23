import PerformanceText
import Testing

@Suite("Names that are cut in a table")
struct NameCutTests {
  /// The names as a table of this width shows them, which has a number beside each.
  private func shown(_ names: [String], width: Int) -> [String] {
    let rows = names.map { TextTable.Row(cells: [.init(text: $0), .init(text: "1")]) }
    let columns = [TextTable.Column("name", narrowest: 4), .init("n")]
    return TextTable(columns: columns, noteTitle: "", rows: rows).lines(width: width + 3, colour: .off).dropFirst()
      .map { String($0.dropLast(1)).split(separator: " ").joined(separator: " ") }
  }

  @Test("stay whole where there is room")
  func whole() {
    #expect(shown(["A/decode()", "A/encode()"], width: 10) == ["A/decode()", "A/encode()"])
  }

  @Test("lose the beginning that they have in common")
  func ends() {
    let names = ["JudgingPerformance/fortyMetrics()", "JudgingPerformance/eightyMetrics()", "Judging/one()"]
    #expect(shown(names, width: 16) == ["…/fortyMetrics()", "…eightyMetrics()", "Judging/one()"])
  }

  @Test("lose their end where their beginnings alone differ")
  func beginnings() {
    let names = ["ArrayPerformance/sort()", "SetPerformance/sort()"]
    #expect(shown(names, width: 12) == ["Arr…e/sort()", "Set…e/sort()"])
    let labels = ["sort(count:)/100 of a long list", "find(count:)/100 of a long list"]
    #expect(shown(labels, width: 8).map { $0.first } == ["s", "f"])
  }

  @Test("keep beginning and end where both are needed")
  func both() {
    let names = ["ArrayPerformance", "SetPerformance"].flatMap { suite in
      ["decode", "encode"].map { "\(suite)/\($0)TheWholeCatalog()" }
    }
    #expect(Set(shown(names, width: 30)).count == 4)
  }

  @Test("are cut on both sides where they differ in between")
  func middle() {
    let names = ["red", "blue"].map { "TheCatalogOfAllTheShops/load\($0)ItemsFromTheFileOfTheCatalog()" }
    let shown = shown(names, width: 12)
    #expect(shown == ["…redItemsFr…", "…blueItemsF…"])
  }

  @Test("of which several rows are one benchmark's do not count as equal")
  func repeated() {
    let names = ["Catalog/sort()", "Catalog/sort()", "Catalog/find()"]
    #expect(shown(names, width: 8) == ["…/sort()", "…/sort()", "…/find()"])
  }

  @Test("that become equal wherever they are cut are cut all the same", arguments: [4, 5, 9])
  func hopeless(width: Int) {
    let names = (0..<40).map { "Suite\($0 / 10)/aTest\($0 % 10)OfThisSuite()" }
    #expect(shown(names, width: width).allSatisfy { $0.count <= width && $0.contains("…") })
  }

  @Test("keep a metric's name apart from that of another one")
  func metrics() {
    #expect(Set(shown(["allocatedBytes", "allocations", "liveBytesGrowth"], width: 8)).count == 3)
  }
}
