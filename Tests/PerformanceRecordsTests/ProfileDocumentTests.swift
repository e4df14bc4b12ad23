import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A profile on file is readable text")
struct ProfileDocumentTests {
  static let document = ProfileDocument(
    module: "CatalogTests", suite: ["Catalog"], toolchain: Example.toolchain.folderName,
    benchmarks: [
      ProfileDocument.Entry(
        test: "decode()", label: nil, recorded: Example.recorded,
        profile: BenchmarkProfile(
          functions: [
            "Scanner.skipWhitespace()": .init(own: 18_400, inclusive: 18_400),
            "closure #1 in Catalog.decode()": .init(own: 200, inclusive: 25_000),
          ], rest: 31))
    ])

  static let golden = #"""
    {
      "benchmarks": [
        {
          "profile": {
            "functions": {
              "Scanner.skipWhitespace()": {"inclusive": 18400, "own": 18400},
              "closure #1 in Catalog.decode()": {"inclusive": 25000, "own": 200}
            },
            "rest": 31
          },
          "recorded": {
            "commit": "0123abc",
            "date": "2026-01-31",
            "reason": "first"
          },
          "test": "decode()"
        }
      ],
      "module": "CatalogTests",
      "schema": "swift-performance-testing/profile",
      "suite": ["Catalog"],
      "toolchain": "linux-debian12-glibc2.36-x86_64-swift6.3.1-release",
      "version": 1
    }

    """#

  private let folder: TemporaryFolder
  private let store: BaselineStore

  init() throws {
    folder = try TemporaryFolder()
    store = BaselineStore(folder: folder.url)
  }

  private static let path = Example.toolchain.folderName + "/profiles/CatalogTests.Catalog.json"

  @Test("A function has one line, in order of the names")
  func layout() throws {
    #expect(String(decoding: try PrettyJSON.encode(Self.document), as: UTF8.self) == Self.golden)
  }

  @Test("A profile is read back, and written only once")
  func roundTrip() throws {
    #expect(try store.write(Self.document))
    #expect(try !store.write(Self.document))
    #expect(try folder.files() == [Self.path])
    let loaded = try store.profiles(toolchain: Example.toolchain.folderName)
    #expect(loaded == [Self.document])
    #expect(loaded.first?.entry(of: Example.id)?.profile.total == 18_631)
    #expect(loaded.first?.entry(of: BenchmarkID(module: "Other", suite: ["Catalog"], test: "decode()")) == nil)
    var empty = Self.document
    empty.benchmarks = []
    #expect(try store.write(empty))
    #expect(try folder.files().isEmpty)
  }

  @Test("Profiles are no machine class: baselines are found beside them")
  func besideBaselines() throws {
    try store.write(Self.document)
    try store.write(Example.document(Example.benchmark(Example.sampled([100]))))
    #expect(try store.folders().map(\.machine) == [Example.machine.folderName])
    let loaded = try store.load(for: Example.environment)
    #expect(loaded.times.count == 1 && loaded.elsewhere.isEmpty)
    #expect(try store.profiles(toolchain: "another").isEmpty)
  }

  @Test(
    "A damaged profile names file, key and remedy",
    arguments: [
      (#""rest": 31"#, #""rest": -1"#, "benchmarks[0].profile.rest", "is -1, expected 0 to"),
      (#""rest": 31"#, #""rest": "all""#, "benchmarks[0].profile.rest", "expected a whole number"),
      (#""own": 200"#, #""own": -200"#, "benchmarks[0].profile.functions", "'closure #1 in Catalog.decode()'"),
      (#""own": 200"#, #""own": 4611686018427387904"#, "benchmarks[0].profile.functions", "not from 0 to"),
      (
        #""own": 200"#, #""self": 200"#, "benchmarks[0].profile.functions.closure #1 in Catalog.decode().own", "missing"
      ),
      (#""version": 1"#, #""version": 2"#, "version", "is 2, this build knows 1"),
      ("testing/profile", "testing/baseline", "schema", "expected 'swift-performance-testing/profile'"),
      (#""test": "decode()""#, #""test": null"#, "benchmarks[0].test", "expected a string"),
    ])
  func damage(old: String, new: String, key: String, problem: String) throws {
    try folder.write(Self.golden.replacingOccurrences(of: old, with: new), to: Self.path)
    let error = try #require(throws: InputError.self) { try store.profiles(toolchain: Example.toolchain.folderName) }
    #expect(error.file.hasSuffix(Self.path))
    #expect(error.key == key)
    #expect(error.problem.contains(problem), "\(error)")
    #expect(error.remedy.contains("record again"))
  }

  @Test("A truncated profile is refused", arguments: [0, 1, 60, 500])
  func truncated(length: Int) throws {
    try folder.write(String(Self.golden.prefix(length)), to: Self.path)
    #expect(throws: InputError.self) { try store.profiles(toolchain: Example.toolchain.folderName) }
  }

  @Test("A profile with too many functions is refused")
  func tooLong() throws {
    var document = Self.document
    for number in 0...1000 { document.benchmarks[0].profile.functions["f\(number)"] = .init(own: 1, inclusive: 1) }
    try store.write(document)
    let error = try #require(throws: InputError.self) { try store.profiles(toolchain: Example.toolchain.folderName) }
    #expect(error.problem.contains("expected up to 1000"))
  }
}

@Suite("A profile keeps the most expensive functions")
struct ProfileSelectionTests {
  private func all(_ count: Int, each: Int = 10) -> [String: BenchmarkProfile.Cost] {
    Dictionary(uniqueKeysWithValues: (0..<count).map { ("f\($0 + 100)", .init(own: each, inclusive: each)) })
  }

  @Test("At most thirty functions are kept, of equal ones the first by name, the others as one sum")
  func thirty() {
    let profile = BenchmarkProfile(all: all(50))
    #expect(profile.functions.count == 30 && profile.rest == 200 && profile.total == 500)
    #expect(profile.functions.keys.max() == "f129")
    #expect(profile == BenchmarkProfile(all: all(50)))
  }

  @Test("A function below half a per cent is one of the others, unless it is requested")
  func smallShare() {
    let functions: [String: BenchmarkProfile.Cost] = [
      "main": .init(own: 990, inclusive: 1000), "five": .init(own: 5, inclusive: 5),
      "four": .init(own: 4, inclusive: 4),
      "one": .init(own: 1, inclusive: 900),
    ]
    #expect(Set(BenchmarkProfile(all: functions).functions.keys) == ["main", "five"])
    let kept = BenchmarkProfile(all: functions, keeping: ["one", "gone"])
    #expect(Set(kept.functions.keys) == ["main", "five", "one"] && kept.rest == 4 && kept.total == 1000)
    #expect(BenchmarkProfile(all: [:]).total == 0)
  }

  @Test("Two profiles agree when their own costs do")
  func agreement() {
    let profile = BenchmarkProfile(functions: ["f": .init(own: 1, inclusive: 5)], rest: 3)
    var other = profile
    other.functions["f"]?.inclusive = 6
    #expect(profile.agrees(with: other))
    other.functions["f"]?.own = 2
    #expect(!profile.agrees(with: other))
    #expect(!profile.agrees(with: BenchmarkProfile(functions: profile.functions, rest: 4)))
  }
}
