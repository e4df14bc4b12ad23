import Foundation
import PerformanceFlameGraphs
import PerformanceProfiles
import PerformanceTestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Folded stacks are readable to people and other tools")
struct FlameGraphTests {
  @Test("A real dump gives readable chains of calls that sum up to all instructions")
  func realDump() throws {
    let stacks = FoldedStacks(try Fixture.callers.profile(), callers: 20)
    #expect(stacks.total == 6640)
    let chain = try #require(stacks.lines.first { $0.hasSuffix(";Scanner.skipWhitespace() 64") })
    #expect(chain.contains("window();measured(_:);Scanner.word();Scanner.skipWhitespace()"))
    #expect(stacks.lines == stacks.lines.sorted() && stacks.text.hasSuffix("\n"))
    #expect(stacks.functions["Scanner.word()"] == .init(own: 116, inclusive: 180))
    #expect(stacks.lines.allSatisfy { !$0.contains("'2") })
  }

  @Test("Stacks mark callers that were not distinguished")
  func mergedCallers() throws {
    let profile = try Fixture.callers.profile()
    #expect(FoldedStacks(profile, callers: 6).lines.contains { $0.hasPrefix("…;") })
    #expect(!FoldedStacks(profile, callers: 20).lines.contains { $0.hasPrefix("…;") })
    #expect(!FoldedStacks(try Fixture.plain.profile(), callers: 0).lines.contains { $0.contains("…;") })
  }

  @Test("The loop around a measured body and its callers are cut off")
  func loop() {
    let loop = "$s18PerformanceTesting11_opaqueLoopyySi_SbyXEtF"
    let profile = CallgrindProfile(
      events: ["Ir"], functions: [],
      stacks: [
        .init(frames: ["main", loop, "body", "f"], object: "app", ownCost: [5]),
        .init(frames: ["main", loop], object: "app", ownCost: [3]),
        .init(frames: ["g"], object: "app", ownCost: [0]),
      ])
    #expect(FoldedStacks(profile, callers: 9).lines == ["body;f 5", "main;_opaqueLoop(_:_:) 3"])
  }

  @Test("A name cannot end its line or its part of it")
  func separators() {
    let stacks = FoldedStacks(unit: .samples, costs: [["a;b", "c\nd\u{1B}"]: 2])
    #expect(stacks.text == "a:b;c\\u{a}d\\u{1b} 2\n")
  }
}

@Suite("Stacks from samples of perf")
struct PerfSampleTests {
  private func stacks(_ text: String) throws -> FoldedStacks {
    let folder = try TemporaryFolder()
    return try PerfScript.stacks(in: folder.write(text, to: "perf.txt"))
  }

  @Test("Samples of the body count, those of the runner do not")
  func samples() throws {
    let loop = "    5f $s18PerformanceTesting11_opaqueLoopyySi_SbyXEtF (/home/me/app)\n    60 main (/home/me/app)\n"
    let body = "    10 $s5small7ScannerV4wordSiyF (/home/me/app (2))\n" + loop
    let text = """
      \(body)
      \t  11 [unknown] (/usr/lib/libm.so.6)
      \(body)
                  12 main (/home/me/app)

      \(loop)
      """
    #expect(try stacks(text).lines == ["Scanner.word() 1", "Scanner.word();code without a name in libm.so.6 1"])
    #expect(try stacks(text).total == 2)
  }

  @Test(
    "Nonsense gives no samples", arguments: ["", "\n\n\n", "perf: error\n", "   \n(", "zz top (x)\n", "10\n", "10 \n"])
  func nonsense(text: String) throws { #expect(try stacks(text).costs.isEmpty) }
}

@Suite("The picture of a flame graph")
struct FlameGraphPictureTests {
  private final class Reader: NSObject, XMLParserDelegate {
    var titles: [String] = []
    var texts: [String] = []
    var fills: [String] = []
    var elements: Set<String> = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      elements.insert(name)
      if let fill = attributes["fill"] { fills.append(fill) }
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if name == "title" { titles.append(text) }
      if name == "text" { texts.append(text) }
    }
  }

  private func read(_ graph: FlameGraph) throws -> Reader {
    let parser = XMLParser(data: Data(graph.svg.utf8))
    let reader = Reader()
    parser.delegate = reader
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "\(String(describing: parser.parserError)), line \(parser.lineNumber)")
    return reader
  }

  private static let small = FoldedStacks(
    unit: .instructions, costs: [["run()", "parse(_:)"]: 300, ["run()"]: 100, ["swift_retain"]: 600])

  @Test("Each box has its numbers in a tooltip")
  func tooltip() throws {
    let reader = try read(FlameGraph(Self.small, title: "Suite/test()"))
    #expect(
      reader.titles == [
        "Suite/test()", "run(): 400 instructions, 40 %, of which 100 in itself",
        "parse(_:): 300 instructions, 30 %, of which 300 in itself",
        "swift_retain: 600 instructions, 60 %, of which 600 in itself",
      ])
    #expect(reader.elements == ["svg", "title", "style", "rect", "text", "g"], "and no script")
    #expect(["run()", "parse(_:)", "swift_retain", "Swift runtime, C++"].allSatisfy(reader.texts.contains))
  }

  @Test("A difference is red where a function grew, blue where it shrank, grey where it is the same")
  func difference() throws {
    let changes = ["run()": 50, "parse(_:)": -50]
    let reader = try read(FlameGraph(Self.small, title: "t", colouring: .change(changes)))
    #expect(reader.fills == ["#ffffff", "#ff5a50", "#648cff", "#dcdcdc", "#ff5a50", "#648cff", "#dcdcdc"])
    #expect(reader.titles.contains { $0.hasPrefix("run()") && $0.hasSuffix("itself +50 against the baseline") })
    #expect(reader.titles.contains { $0.hasPrefix("parse") && $0.hasSuffix("itself -50 against the baseline") })
    #expect(reader.titles.contains { $0.hasPrefix("swift_retain") && $0.hasSuffix("itself 0 against the baseline") })
  }

  @Test(
    "No name breaks the picture",
    arguments: [
      "<script>alert(1)</script>", "a & b \" ' ]]>", "\u{0}\u{1}\u{1B}[2J", "\u{FFFE}\u{FFFF}", "e\u{301}👩‍👩‍👧", "",
      String(repeating: "x", count: 5000), "\u{202E}right to left", "--><!--",
    ])
  func hostile(name: String) throws {
    let stacks = FoldedStacks(unit: .samples, costs: [[name, name]: 7, [name]: 1])
    for colouring in [FlameGraph.Colouring.kind, .change([name: 3])] {
      let reader = try read(FlameGraph(stacks, title: name, colouring: colouring))
      #expect(reader.elements == ["svg", "title", "style", "rect", "text", "g"])
      #expect(reader.titles.allSatisfy { $0.count < 5200 })
    }
  }

  @Test("Text stays inside its box, and boxes too narrow to be seen are left out")
  func text() throws {
    let name = "aFunctionWithALongName(_:)"
    let stacks = FoldedStacks(unit: .instructions, costs: [[name]: 5, ["big"]: 94_995, ["x"]: 5000])
    let reader = try read(FlameGraph(stacks, title: "t"))
    #expect(reader.titles.count == 3, "the picture, 'big' and 'x'")
    let narrow = try read(FlameGraph(FoldedStacks(unit: .instructions, costs: [[name]: 1, ["b"]: 11]), title: "t"))
    #expect(narrow.texts.contains { $0.hasSuffix("…") && name.hasPrefix($0.dropLast()) && $0.count == 13 })
  }

  @Test("Without any stack the picture is empty")
  func empty() throws {
    #expect(try read(FlameGraph(FoldedStacks(unit: .samples, costs: [:]), title: "t")).titles == ["t"])
  }

  @Test("The same stacks give the same picture")
  func repeatable() throws {
    let stacks = FoldedStacks(try Fixture.callers.profile(), callers: 6)
    #expect(FlameGraph(stacks, title: "t").svg == FlameGraph(stacks, title: "t").svg)
    #expect(try read(FlameGraph(stacks, title: "t")).titles.count > 50)
  }
}
