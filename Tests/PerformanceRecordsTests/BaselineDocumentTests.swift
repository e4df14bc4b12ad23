import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A baseline document is readable text")
struct BaselineDocumentTests {
  static let small = Example.document(
    Example.benchmark(
      test: "decode()",
      BaselineMetric(
        metric: Example.wallClock,
        content: .sampled(
          [
            SessionQuantiles(samples: [103.25, 101.5, 250]), SessionQuantiles(samples: [99.125, 123_456_789]),
          ].compactMap(\.self)))),
    Example.benchmark(test: "sort(count:)", label: "1000", Example.exact(12...13)))

  static let golden = #"""
    {
      "benchmarks": [
        {
          "iterations": 1000,
          "metrics": [
            {
              "direction": "lower",
              "kind": "sampled",
              "name": "wallClock",
              "sessions": [
                [101.5, 101.85, 102.38, 103.25, 176.63, 220.65, 250],
                [99.125, 12346000, 30864000, 61728000, 92593000, 111110000, 123460000]
              ],
              "unit": "ns"
            }
          ],
          "recorded": {
            "commit": "0123abc",
            "date": "2026-01-31",
            "reason": "first"
          },
          "test": "decode()"
        },
        {
          "iterations": 1000,
          "label": "1000",
          "metrics": [
            {
              "count": [12, 12, 13],
              "direction": "lower",
              "kind": "exact",
              "name": "allocations",
              "tolerance": {"absolute": 0, "relative": 0},
              "unit": "count"
            }
          ],
          "recorded": {
            "commit": "0123abc",
            "date": "2026-01-31",
            "reason": "first"
          },
          "test": "sort(count:)"
        }
      ],
      "machine": "amd-epyc-7r13-25.1.1-2cpu-kvm",
      "methodology": 2,
      "module": "CatalogTests",
      "schema": "swift-performance-testing/baseline",
      "suite": ["Catalog"],
      "toolchain": "linux-debian12-glibc2.36-x86_64-swift6.3.1-release",
      "version": 1
    }

    """#

  @Test("The build arguments are in it where there are any, and a file without them is of a build without")
  func buildArguments() throws {
    var document = Self.small
    document.buildArguments = ["--traits", "Fast"]
    let text = String(decoding: try PrettyJSON.encode(document), as: UTF8.self)
    #expect(text.contains(#""buildArguments": ["--traits", "Fast"],"#))
    let read = try JSONDecoder().decode(BaselineDocument.self, from: Data(text.utf8))
    #expect(read.buildArguments == document.buildArguments)
    let old = try JSONDecoder().decode(BaselineDocument.self, from: Data(Self.golden.utf8))
    #expect(old.buildArguments.isEmpty)
  }

  @Test("Toolchains with other build arguments have folders of their own, which are named after them")
  func foldersOfBuildArguments() {
    func folder(_ arguments: String...) -> String {
      var toolchain = Example.toolchain
      toolchain.buildArguments = arguments.isEmpty ? nil : arguments
      return toolchain.folderName
    }
    #expect(folder() == "linux-debian12-glibc2.36-x86_64-swift6.3.1-release")
    #expect(folder("--traits", "Fast").hasPrefix(folder() + "-with-traitsFast-"))
    let names = [folder(), folder("--traits", "Fast"), folder("--traits", "fast"), folder("--traits Fast")]
    #expect(Set(names).count == names.count && names.allSatisfy { FileName.safe($0) == $0 || $0.utf8.count < 200 })
  }

  @Test("Keys are sorted, numbers share a line and have five digits")
  func layout() throws {
    #expect(String(decoding: try PrettyJSON.encode(Self.small), as: UTF8.self) == Self.golden)
  }

  @Test("A count that repeats is one number")
  func repeatedCount() throws {
    let text = String(decoding: try PrettyJSON.encode(Example.exact(12...12)), as: UTF8.self)
    #expect(text.contains(#""count": 12,"#))
    #expect(try JSONDecoder().decode(BaselineMetric.self, from: Data(text.utf8)) == Example.exact(12...12))
  }

  @Test("A tolerance is on file unless it is the default")
  func tolerance() throws {
    var metric = Example.wallClock
    #expect(
      !String(decoding: try PrettyJSON.encode(Example.sampled([1], of: metric)), as: UTF8.self).contains("tolera"))
    for tolerance in [.percent(10), .absolute(64), Tolerance(relative: 0.001, absolute: 3.5)] as [Tolerance] {
      metric.tolerance = tolerance
      let data = try PrettyJSON.encode(Example.sampled([1], of: metric))
      #expect(try JSONDecoder().decode(BaselineMetric.self, from: data).metric == metric)
    }
  }

  @Test("A negative tolerance is refused")
  func negativeTolerance() throws {
    let text = String(decoding: try PrettyJSON.encode(Example.exact(1...1)), as: UTF8.self)
      .replacing(#""absolute": 0"#, with: #""absolute": -1"#)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(BaselineMetric.self, from: Data(text.utf8)) }
  }

  @Test("A document is read back equal, and written again as the same bytes")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.golden, to: "a.json")
    let document = try BaselineStore.read(file)
    #expect(document.id(of: try #require(document.benchmarks.last)).label == "1000")
    #expect(String(decoding: try PrettyJSON.encode(document), as: UTF8.self) == Self.golden)
    #expect(try JSONDecoder().decode(BaselineDocument.self, from: JSONEncoder().encode(document)) == document)
  }

  @Test("Text is unchanged with every character that JSON or a terminal treats specially")
  func specialCharacters() throws {
    let names = ["\"\\/", "a\nb\r\t", "\u{0}\u{1b}[31m\u{7f}", "\u{2028}\u{2029}", "e\u{301} 🏁 </script>", ""]
    var document = Self.small
    document.suite = names
    let data = try PrettyJSON.encode(document)
    let text = String(decoding: data, as: UTF8.self)
    #expect(try JSONDecoder().decode(BaselineDocument.self, from: data).suite == names)
    #expect(!text.contains("\u{1b}") && !text.contains("\u{2028}") && !text.contains("\r"))
  }

  @Test(
    "A time keeps five digits, whatever its size",
    arguments: [
      (0, 0), (1, 1), (99_999.4, 99_999), (99_999.6, 100_000), (123_456, 123_460), (0.000_123_456, 0.000_123_46),
      (1.000_04, 1), (2.5e18, 2.5e18), (1e-300, 1e-300), (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
      (0x1p-1030, 0x1p-1030), (1.5e300, 1.5e300),
    ])
  func digits(value: Double, expected: Double) throws {
    let data = try PrettyJSON.encode(Example.sampled([value]))
    let read = try JSONDecoder().decode(BaselineMetric.self, from: data)
    guard case .sampled(let sessions) = read.content else {
      Issue.record("not sampled")
      return
    }
    let kept = try #require(sessions.first).values[3]
    #expect(abs(kept - expected) <= 1e-12 * expected)
    #expect(try PrettyJSON.encode(read) == data, "rounding again changes nothing")
  }

  @Test("A second recording of unchanged numbers writes nothing")
  func unchanged() throws {
    let folder = try TemporaryFolder()
    let store = BaselineStore(folder: folder.url)
    #expect(try store.write(Self.small))
    let files = try folder.files()
    #expect(
      files == [
        "linux-debian12-glibc2.36-x86_64-swift6.3.1-release/amd-epyc-7r13-25.1.1-2cpu-kvm/CatalogTests.Catalog.json"
      ])
    let file = folder.url.appendingPathComponent(try #require(files.first))
    let inode = try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int
    #expect(try !store.write(Self.small))
    #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int == inode)
    var changed = Self.small
    changed.benchmarks[0].iterations = 999
    #expect(try store.write(changed))
    #expect(try BaselineStore.read(file).benchmarks.first?.iterations == 999)
    #expect(try folder.files() == files)
  }

  @Test("A suite whose last benchmark was removed loses its file, once")
  func emptySuite() throws {
    let folder = try TemporaryFolder()
    let store = BaselineStore(folder: folder.url)
    var document = Self.small
    try store.write(document)
    document.benchmarks = []
    #expect(try store.write(document))
    #expect(try folder.files() == [])
    #expect(try !store.write(document))
  }
}
