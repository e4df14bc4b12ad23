import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Accepted regressions are a readable file")
struct AcceptanceFileTests {
  static func day(_ text: String) -> Day { Day(text) ?? Day(Date(timeIntervalSince1970: 0)) }

  static let allocations = AcceptedRegression(
    benchmark: Example.id, metric: "allocations", unit: .count, baseline: 12, value: 13, toolchain: "linux-release",
    machine: nil, reason: "the index needs one", since: day("2026-11-20"), until: day("2026-12-31"))
  static let wallClock = AcceptedRegression(
    benchmark: BenchmarkID(module: "CatalogTests", suite: ["Catalog"], test: "sort(count:)", label: "1000"),
    metric: "wallClock", unit: .nanoseconds, baseline: 12_300_000, value: 16_123_456.789, toolchain: "linux-release",
    machine: "epyc", reason: "keys are \"validated\"", since: day("2026-11-20"), until: day("2027-01-31"))

  static let golden = #"""
    {
      "accepted": [
        {
          "accepted": {"baseline": 12, "value": 13},
          "metric": "allocations",
          "module": "CatalogTests",
          "reason": "the index needs one",
          "since": "2026-11-20",
          "suite": ["Catalog"],
          "test": "decode()",
          "toolchain": "linux-release",
          "unit": "count",
          "until": "2026-12-31"
        },
        {
          "accepted": {"baseline": 12300000, "value": 16123000},
          "label": "1000",
          "machine": "epyc",
          "metric": "wallClock",
          "module": "CatalogTests",
          "reason": "keys are \"validated\"",
          "since": "2026-11-20",
          "suite": ["Catalog"],
          "test": "sort(count:)",
          "toolchain": "linux-release",
          "unit": "ns",
          "until": "2027-01-31"
        }
      ],
      "schema": "swift-performance-testing/accepted",
      "version": 1
    }

    """#

  @Test(
    "It is sorted and pretty, whatever the order of accepting, and is read back",
    arguments: [[allocations, wallClock], [wallClock, allocations]])
  func sorted(entries: [AcceptedRegression]) throws {
    let folder = try TemporaryFolder()
    let file = AcceptanceFile(in: folder.url)
    try file.write(entries)
    #expect(try folder.text(of: "accepted.json") == Self.golden)
    var rounded = Self.wallClock
    rounded.value = 16_123_000
    #expect(try file.read() == [Self.allocations, rounded])
    try file.write(try file.read())
    #expect(try folder.text(of: "accepted.json") == Self.golden)
  }

  @Test("Its data are read, as those of another commit are, and damaged ones are refused")
  func data() throws {
    let accepted = try AcceptanceFile.acceptances(in: Data(Self.golden.utf8))
    #expect(accepted.first == Self.allocations && accepted.count == 2)
    let damaged = Self.golden.replacing(#""version": 1"#, with: #""version": 2"#)
    #expect(throws: DecodingError.self) { try AcceptanceFile.acceptances(in: Data(damaged.utf8)) }
  }

  @Test("Another day, reason or digit makes no further change, and a raised number begins at the earlier one")
  func change() {
    var later = Self.wallClock
    (later.until, later.reason, later.value) = (Self.day("2027-02-28"), "it takes longer", 16_123_000)
    #expect(later.change(since: Self.wallClock) == nil)
    later.value = 20_000_000
    let raised = later.change(since: Self.wallClock)
    #expect(raised?.baseline == Self.wallClock.value && raised?.value == 20_000_000)
    later.machine = "another"
    #expect(later.change(since: Self.wallClock) == later)
    #expect(Self.allocations.change(since: Self.wallClock) == Self.allocations)
  }

  @Test("Without a file nothing is accepted, and without an entry there is no file")
  func empty() throws {
    let folder = try TemporaryFolder()
    let file = AcceptanceFile(in: folder.url)
    #expect(try file.read().isEmpty)
    try file.write([Self.allocations])
    try file.write([])
    #expect(try folder.files().isEmpty)
    try file.write([])
  }

  @Test("Baselines are loaded with their acceptances, and the file is no baseline")
  func loaded() throws {
    let folder = try TemporaryFolder()
    let store = BaselineStore(folder: folder.url)
    try store.write(Example.document(Example.benchmark(Example.sampled([100]))))
    try store.acceptances.write([Self.allocations])
    let loaded = try store.load(for: Example.environment)
    #expect(loaded.acceptances == [Self.allocations])
    #expect(loaded.times.count == 1 && loaded.elsewhere.isEmpty)
    #expect(try store.folders().count == 1)
    #expect(SettingsSchema(of: store.acceptances.url) == .accepted)
    #expect(try folder.files().filter { SettingsSchema(of: folder.file($0)) != nil } == ["accepted.json"])
  }

  /// One change of the good document, and the expected error.
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var key: String?
    var problem: String

    init(_ name: String, _ old: String, _ new: String, key: String?, _ problem: String) {
      (testDescription, self.old, self.new, self.key, self.problem) = (name, old, new, key, problem)
    }
  }

  static let damages = [
    Damage("truncated", "],\n  \"schema\"", "", key: nil, "is not valid JSON"),
    Damage(
      "unknown schema", "testing/accepted", "testing/other", key: "schema",
      "is 'swift-performance-testing/other', expected"),
    Damage("newer version", #""version": 1"#, #""version": 2"#, key: "version", "is 2, this build knows 1"),
    Damage("no day", "2026-12-31", "2026-02-29", key: "accepted[0].until", "is '2026-02-29', expected a day such as"),
    Damage("a day in words", "2026-12-31", "next year", key: "accepted[0].until", "is 'next year', expected a day"),
    Damage("a number for a day", #""2026-12-31""#, "20261231", key: "accepted[0].until", "expected a string"),
    Damage(
      "over before it begins", "2026-12-31", "2026-11-19", key: "accepted[0].until",
      "is 2026-11-19, before 2026-11-20"),
    Damage(
      "for ever", "2026-12-31", "2099-12-31", key: "accepted[0].until",
      "is 2099-12-31, more than 366 days after 2026-11-20"),
    Damage("no reason", "the index needs one", " ", key: "accepted[0].reason", "is empty"),
    Damage("no number", #""value": 13"#, #""value": "13""#, key: "accepted[0].accepted.value", "expected a number"),
    Damage("no metric", #""metric": "allocations""#, #""metrics": 1"#, key: "accepted[0].metric", "is missing"),
    Damage("a conflict", #"  "schema""#, "=======\n  \"schema\"", key: "line 30", "merge-conflict marker"),
  ]

  @Test("A damaged file is named with its key and a remedy", arguments: damages)
  func damaged(damage: Damage) throws {
    let location = try #require(Self.golden.range(of: damage.old), "the good document has the damaged text")
    let folder = try TemporaryFolder()
    let url = try folder.write(Self.golden.replacingCharacters(in: location, with: damage.new), to: "accepted.json")
    let error = try #require(throws: InputError.self) { try AcceptanceFile(in: folder.url).read() }
    #expect(error.file == url.path)
    #expect(error.key == damage.key)
    #expect(error.problem.contains(damage.problem), "\(error)")
    #expect(error.remedy.contains("nothing is accepted then") || error.remedy.contains("Resolve the conflict"))
    #expect(throws: InputError.self) { try BaselineStore(folder: folder.url).load(for: Example.environment) }
  }

  @Test("A metric that is accepted twice is refused")
  func duplicate() throws {
    let folder = try TemporaryFolder()
    var other = Self.allocations
    other.value = 99
    try AcceptanceFile(in: folder.url).write([Self.allocations, other])
    let error = try #require(throws: InputError.self) { try AcceptanceFile(in: folder.url).read() }
    #expect(error.key == "accepted")
    #expect(error.problem == "has allocations of 'CatalogTests.Catalog/decode()' a second time; delete one of the two")
  }

  @Test("A folder of that name is reported as unreadable")
  func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "accepted.json/inside")
    let error = try #require(throws: InputError.self) { try AcceptanceFile(in: folder.url).read() }
    #expect(error.problem.hasPrefix("cannot be read ("))
  }
}

@Suite("A day")
struct DayTests {
  @Test(
    "Days are numbered from 1970",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-02-29", 19_782), ("2026-11-20", 20_777),
      ("1900-03-01", -25_508), ("9999-12-31", 2_932_896), ("0000-03-01", -719_468),
    ])
  func number(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect("\(day)" == text)
  }

  @Test(
    "A day that is not in the calendar is refused",
    arguments: [
      "", "2026-1-01", "2026-13-01", "2026-00-10", "2026-02-29", "2100-02-29", "2026-04-31", "2026-01-00", "2026-01-32",
      "2026/01/01", "+026-01-01", "2026-01-01 ", "２026-01-01", "2026-01-0x", "20260101",
    ])
  func invalid(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("The day of a moment is the day in UTC, also in its text")
  func utc() {
    var random = SplitMix64(seed: 20)
    for _ in 0..<500 {
      let day = Day(Date(timeIntervalSince1970: random.number(in: -2e9...8e9)))
      #expect(Day("\(day)") == day)
    }
    #expect("\(Day(Date(timeIntervalSince1970: 86_399.9)))" == "1970-01-01")
    #expect("\(Day(Date(timeIntervalSince1970: 86_400)))" == "1970-01-02")
  }
}
