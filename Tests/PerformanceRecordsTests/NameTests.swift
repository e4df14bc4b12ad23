import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Any name can be filed, shown and selected")
struct NameTests {
  static let hostile = [
    "../../x", "/etc/passwd", "\u{1b}[31mred\u{1b}[0m", "<script>alert(1)</script>", "a\nb", "a\r\nb", "a\u{0}b",
    String(repeating: "x", count: 10_000), String(repeating: "x", count: 10_001), String(repeating: "é", count: 500),
    "", ".", "..", ".hidden", "trailing.", " ", "é", "e\u{301}", "日本", "Sort", "sort", "SORT", "a b", "a_b", "a/b",
    "a\\b", "C:\\x", "-rf", "\u{202e}reversed", "🏁", "%2e%2e", "$(reboot)", "`reboot`", "a;b", "a'b",
  ]

  private static func isHarmless(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }

  @Test("A file name holds no character that a file system or a shell interprets", arguments: hostile)
  func fileName(name: String) {
    for file in [FileName.safe(name), FileName.distinct(name)] {
      #expect(Self.isHarmless(file), "\(file)")
      #expect(!file.isEmpty && !file.hasPrefix(".") && !file.hasSuffix("."))
      #expect(file.utf8.count <= 120)
    }
    #expect(FileName.safe(name) == FileName.safe(name))
  }

  @Test("Ids are put in order as they are compared")
  func order() {
    let ids = ["Sort", "Sort2", "Sort/2", "sort"].flatMap { suite in
      ["a()", "b()"].flatMap { test in
        [nil, "10", "9", "x"].map { BenchmarkID(module: "App", suite: [suite], test: test, label: $0) }
      }
    }
    #expect(Set(ids).inOrder() == ids.sorted() && [BenchmarkID]().inOrder().isEmpty)
  }

  @Test("Different names get different file names, also where case is ignored")
  func distinct() {
    #expect(Set(Self.hostile.map(FileName.safe)).count == Self.hostile.count)
    #expect(Set(Self.hostile.map { FileName.distinct($0).lowercased() }).count == Self.hostile.count)
  }

  @Test("A harmless name is unchanged", arguments: ["Module.Suite", "Module.Suite.Nested", "a-b_c.1", "x"])
  func harmless(name: String) {
    #expect(FileName.safe(name) == name)
    #expect(FileName.distinct(name).hasSuffix("-" + FileName.distinct(name).suffix(16)))
  }

  @Test("File names are the same in every run")
  func repeatable() {
    // python3: h = 0xcbf29ce484222325
    // for b in '../../x'.encode(): h = (h ^ b) * 0x100000001b3 % 2**64
    #expect(FileName.safe("../../x") == "x-0e455557190c67fd")
    #expect(FileName.safe("") == "-cbf29ce484222325")
  }

  @Test("Hostile suites are stored inside the folder and found again")
  func hostileSuites() throws {
    let folder = try TemporaryFolder()
    let store = BaselineStore(folder: folder.url.appendingPathComponent("baselines"))
    let environment = Example.environment
    for name in Self.hostile {
      try store.write(Example.document(suite: [name], Example.benchmark(test: name, label: name, Example.sampled([1]))))
    }
    #expect(try folder.files().allSatisfy { $0.hasPrefix("baselines/\(environment.toolchain.folderName)/") })
    let loaded = try store.load(for: environment)
    // Swift holds é and e + accent for one name, so they are one suite.
    #expect(loaded.times.count == Set(Self.hostile).count)
    for name in Self.hostile {
      let id = BenchmarkID(module: Example.id.module, suite: [name], test: name, label: name)
      #expect(BaselineStore.Loaded.entry(id, in: loaded.times) != nil)
    }
  }

  @Test(
    "Control characters are shown escaped",
    arguments: [
      ("plain (é 日本 🏁)", "plain (é 日本 🏁)"), ("\u{1b}[31mred", #"\u{1b}[31mred"#), ("a\nb\tc", #"a\u{a}b\u{9}c"#),
      ("\u{202e}abc", #"\u{202e}abc"#), ("a\u{0}", #"a\u{0}"#), ("\u{2028}", #"\u{2028}"#),
      ("a\u{200b}b", #"a\u{200b}b"#),
      ("\r\n", #"\u{d}\u{a}"#), ("\u{85}\u{9b}2J", #"\u{85}\u{9b}2J"#), ("\u{feff}", #"\u{feff}"#), ("", ""),
    ])
  func printable(text: String, expected: String) {
    #expect(text.printable == expected)
  }

  @Test("A long text is cut in its middle")
  func longText() {
    #expect("abcdefghij".printable(atMost: 7) == "abc…hij")
    #expect("abcdefghij".printable(atMost: 6) == "abc…ij")
    #expect("abcdefghij".printable(atMost: 10) == "abcdefghij")
    #expect(String(repeating: "\u{1b}", count: 10_000).printable(atMost: 40).count == 40)
  }
}

@Suite("A filter selects one function")
struct ExactFilterTests {
  static let functions: [TestFunctionID] = [
    TestFunctionID(module: "Module", suite: ["Suite"], test: "b()"),
    TestFunctionID(module: "Module", suite: ["Suite"], test: "b()x"),
    TestFunctionID(module: "Module", suite: ["Suite"], test: "ab()"),
    TestFunctionID(module: "Module", suite: ["Suite"], test: "b(count:)"),
    TestFunctionID(module: "Module", suite: ["Suite"], test: "b(count:_:)"),
    TestFunctionID(module: "Module", suite: ["Suite", "Nested"], test: "b()"),
    TestFunctionID(module: "Module", suite: [], test: "b()"),
    TestFunctionID(module: "xModule", suite: ["Suite"], test: "b()"),
    TestFunctionID(module: "ModuleXSuite", suite: [], test: "b()"),
    TestFunctionID(module: "Module", suite: ["`A [very] odd. (name)*`"], test: "`1 + 1 = 2?`()"),
    TestFunctionID(module: "Module", suite: ["`A [very] odd. (name)*`"], test: "`1 + 1 = 22`()"),
    TestFunctionID(module: "Module", suite: ["Suite"], test: "`a|b^c$ {2}`()"),
    TestFunctionID(module: "Module", suite: ["Suite"], test: "`a`()"),
    TestFunctionID(module: "Module", suite: ["Größe"], test: "`é 日本 🏁`()"),
  ]

  /// The text that Swift Testing matches the filter against.
  private static func identifier(_ function: TestFunctionID) -> String { "\(function)/File.swift:1:2" }

  @Test("As a Swift regex", arguments: functions)
  func swiftRegex(function: TestFunctionID) throws {
    let regex = try Regex(function.filter)
    #expect(try Self.functions.filter { try regex.firstMatch(in: Self.identifier($0)) != nil } == [function])
  }

  @Test("As a regular expression of Foundation", arguments: functions)
  func regularExpressionFoundation(function: TestFunctionID) throws {
    let regex = try NSRegularExpression(pattern: function.filter)
    let selected = Self.functions.filter {
      let name = Self.identifier($0)
      return regex.firstMatch(in: name, range: NSRange(name.startIndex..., in: name)) != nil
    }
    #expect(selected == [function])
  }
}

@Suite("The order of benchmarks")
struct BenchmarkOrderTests {
  private func id(_ label: String?, test: String = "sort(count:)") -> BenchmarkID {
    BenchmarkID(module: "M", suite: ["S"], test: test, label: label)
  }

  @Test("Labels that are numbers are sorted by value")
  func numbers() {
    let labels: [String?] = ["10000", "9", nil, "1000", "1e3", "-5", "2.5", "large", "0"]
    #expect(
      labels.map { id($0) }.sorted().map(\.label) == [nil, "-5", "0", "2.5", "9", "1000", "1e3", "10000", "large"])
  }

  @Test("The function precedes the label")
  func functionFirst() {
    #expect([id("1", test: "b()"), id("2", test: "a()")].sorted().map(\.test) == ["a()", "b()"])
  }

  @Test("The order is transitive, so that a recording writes the same order each time")
  func transitive() {
    let labels: [String?] = ["10", "1a", "9", "nan", "inf", "1", "1.0", "01", "", nil, "0x10", "a", "-0", "0", "1e400"]
    let ids = labels.map { id($0) }
    var violations: [String] = []
    for a in ids {
      if a < a { violations.append("\(a) before itself") }
      for b in ids where a != b {
        if (a < b) == (b < a) { violations.append("\(a) and \(b) in no order") }
        for c in ids where a < b && b < c && !(a < c) { violations.append("\(a), \(b), \(c) in a circle") }
      }
    }
    #expect(violations == [])
    #expect(ids.sorted() == Array(ids.reversed()).sorted())
  }

  @Test("An id is written as in Swift Testing, without a line")
  func swiftTestingID() {
    #expect(id("1000").description == "M.S/sort(count:)/1000")
    #expect(id("1000").shortDescription == "S/sort(count:)/1000")
    #expect(BenchmarkID(module: "M", suite: [], test: "f()").description == "M.f()")
  }
}
