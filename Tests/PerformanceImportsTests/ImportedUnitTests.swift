import PerformanceImports
import PerformanceRecords
import Testing

@Suite("Units of other tools")
struct ImportedUnitTests {
  @Test(
    "Times become nanoseconds, amounts bytes, and rates their number in a second",
    arguments: [
      ("ns", 1, "ns"), ("us/op", 1e3, "ns"), ("µs", 1e3, "ns"), ("ms/iter", 1e6, "ns"), ("s", 1e9, "ns"),
      ("sec", 1e9, "ns"), ("B/op", 1, "B"), ("KiB", 1024, "B"), ("MB/s", 1e6, "B/s"), ("ops/ms", 1000, "ops/s"),
      ("iter/sec", 1, "iter/s"), ("ops/min", 1.0 / 60, "ops/s"),
    ] as [(String, Double, String)])
  func known(text: String, factor: Double, base: String) {
    let unit = ImportedUnit(text)
    #expect(unit.factor == factor && unit.base.rawValue == base)
    #expect(unit.direction == (base.hasSuffix("/s") ? .higherIsBetter : .lowerIsBetter))
  }

  @Test("A unit that is not known keeps its numbers and has no direction", arguments: ["", "hits", "%", "a/b", "/"])
  func unknown(text: String) {
    let unit = ImportedUnit(text)
    #expect(unit.factor == 1 && unit.direction == nil)
    #expect(unit.base.rawValue == (text.isEmpty ? "count" : text))
  }
}
