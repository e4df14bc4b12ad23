import Foundation
import PerformanceExports
import PerformanceTestSupport
import Testing

/// Each case is a text as a name and a value: 100 000 in each syntax.
@Suite("Hostile names in the syntaxes of monitoring")
struct HostileNameTests {
  private static let cases = 100_000

  @Test("Labels and help of metrics are read back byte by byte", arguments: [true, false])
  func metrics(isOpenMetrics: Bool) throws {
    let families = HostileMetrics.families(labels: Self.cases, seed: isOpenMetrics ? 11 : 12)
    let text = MetricText.document(try MetricExposition(families), in: isOpenMetrics ? .openMetrics : .prometheus)
    var reader = ExpositionReader(text)
    let (samples, help) = try reader.samples()
    #expect(help == families.map { Array($0.help.utf8) })
    let series = families.flatMap(\.series)
    #expect(samples.count == series.count && series.count == Self.cases / 8)
    let differing = zip(samples, series).first { sample, series in
      guard case .number(let value, _) = series.content else { return true }
      let labels = Dictionary(uniqueKeysWithValues: series.labels.map { (Array($0.name.utf8), Array($0.value.utf8)) })
      return sample.labels != labels || Double(sample.value.replacing("Inf", with: "inf")) != value
    }
    #expect(differing == nil)
  }

  @Test("Names and values of JSON are read back by Foundation")
  func json() throws {
    var random = SplitMix64(seed: 13)
    let texts = (0..<Self.cases).map { _ in HostileName.next(&random) }
    for layout in [JSONText.Layout.compact, .indented] {
      let text = JSONText.document(layout) { json in
        json.array("texts") { json in for text in texts { json.element(text) } }
        json.object("names") { json in
          for (index, text) in texts.prefix(1_000).enumerated() { json.member("\(index)" + text, index) }
        }
      }
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let read = try #require(object["texts"] as? [String])
      #expect(read.count == texts.count)
      #expect(!zip(read, texts).contains { !$0.0.utf8.elementsEqual($0.1.utf8) })
      let names = try #require(object["names"] as? [String: Int])
      #expect(texts.prefix(1_000).enumerated().allSatisfy { names["\($0.offset)" + $0.element] == $0.offset })
    }
  }

  @Test("Numbers of JSON are read back bit by bit, and special ones as Protocol Buffers write them")
  func numbers() throws {
    var random = SplitMix64(seed: 14)
    let values =
      (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite) + [0, 1, 1e6, 1e21, 1e-7]
    let text = JSONText.document(.compact) { json in
      json.array("values") { json in for value in values { json.element(value) } }
    }
    let read = try JSONDecoder().decode([String: [Double]].self, from: Data(text.utf8))
    #expect(read["values"]?.map(\.bitPattern) == values.map(\.bitPattern))
    let special = JSONText.document(.compact) { json in
      json.array("values") { json in for value in [Double.nan, .infinity, -.infinity] { json.element(value) } }
    }
    #expect(special == #"{"values":["NaN","Infinity","-Infinity"]}"# + "\n")
  }

  private static let yaml = ForeignReader.python(with: "yaml")

  @Test("Scalars of YAML are read back by PyYAML", .enabled(if: yaml != nil, "Python has no yaml (READER_PYTHON)"))
  func scalars() throws {
    var random = SplitMix64(seed: 15)
    let folder = try TemporaryFolder()
    let texts = (0..<Self.cases).map { _ in HostileName.next(&random) }
    // PyYAML needs a minute for the long ones.
    let short = texts.filter { $0.utf8.count < 1_000 }
    let document = short.map { "- \(PrometheusRuleFile.quoted($0))\n" }.joined()
    try folder.write(document, to: "document")
    try folder.write(short.map { MetricDump.hex($0) + "\n" }.joined(), to: "list")
    let script = """
      import sys, yaml
      read = yaml.load(open("document", encoding="utf-8", newline=""), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
      wanted = open("list").read().split("\\n")[:-1]
      sys.exit(0 if [text.encode("utf-8").hex() for text in read] == wanted else 1)
      """
    let outcome = try #require(Self.yaml).run(["-c", script], in: folder.url)
    #expect(outcome.ending == .exited(0), "\(outcome.text)")
  }
}
