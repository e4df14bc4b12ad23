import Foundation
import PerformanceExports
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Text in markup")
struct MarkupTests {
  private static let python = ForeignReader.python(with: "html.parser", "json", "urllib.parse")

  /// Characters that end, begin or change something in HTML, JavaScript or URLs, and letters between them.
  private static let alphabet: [Unicode.Scalar] =
    Array("<>&\"'`=/\\!-[](){}%;:#?@+ abScript0x".unicodeScalars)
    + [
      "\u{0}", "\u{9}", "\u{A}", "\u{D}", "\u{1B}", "\u{7F}", "\u{85}", "\u{A0}", "\u{AD}", "\u{200B}", "\u{202E}",
      "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "é", "µ", "→", "漢", "🏎", "\u{301}",
    ]
  /// What parsers look for.
  private static let words = [
    "</script>", "<script>", "<!--", "-->", "]]>", "&lt;", "&#60;", "&amp", "javascript:", "\" onload=\"", "' x='",
    "<svg/onload=1>", "</title>", "</style>", "\\u003c", "${x}", "%3C", "https://", "data:text/html,",
  ]

  private static func text(_ random: inout SplitMix64) -> String {
    (0..<Int.random(in: 1...8, using: &random)).map { _ in
      Int.random(in: 0..<5, using: &random) == 0
        ? words.randomElement(using: &random) ?? "" : String(alphabet.randomElement(using: &random) ?? " ")
    }.joined()
  }

  /// Parses the document and compares what it finds with the texts of the other file.
  private static let reader = """
    import html.parser, json, sys, urllib.parse
    document = open(sys.argv[1], encoding='utf-8', newline='').read()
    expected = json.load(open(sys.argv[2], encoding='utf-8'))
    class Reader(html.parser.HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.found, self.tags, self.inside, self.text = [], set(), None, ''
        def handle_starttag(self, tag, attributes):
            self.tags.add(tag)
            self.inside, self.text, self.attributes = tag, '', attributes
        def handle_endtag(self, tag):
            if self.inside: self.found.append((self.inside, dict(self.attributes), self.text))
            self.inside = None
        def handle_data(self, data):
            if self.inside: self.text += data
    reader = Reader()
    reader.feed(document)
    reader.close()
    paragraphs = [(a.get('title'), t) for tag, a, t in reader.found if tag == 'p']
    data = [t for tag, a, t in reader.found if tag == 'script']
    wrong = [(f, e) for f, e in zip(paragraphs, map(tuple, expected['paragraphs'])) if f != e]
    assert reader.tags <= {'p', 'script'}, reader.tags
    assert len(paragraphs) == len(expected['paragraphs']), len(paragraphs)
    assert not wrong, wrong[:3]
    assert len(data) == 1 and json.loads(data[0]) == expected['data']
    for link, address in zip(expected['links'], expected['addresses']):
        assert link.startswith(('http://', 'https://')), link
        assert not set(link) & set(' "<>\\\\`{}|^\\'') and link.isascii() and link.isprintable(), link
        assert urllib.parse.unquote_to_bytes(link) == urllib.parse.unquote_to_bytes(address.encode()), link
    print(len(paragraphs) * 2 + len(expected['data']) + len(expected['links']), 'texts')
    """

  private struct Expected: Encodable {
    var paragraphs: [[String]] = []
    var data: [String] = []
    var links: [String] = []
    var addresses: [String] = []
  }

  @Test(
    "A parser of others finds each text, attribute, datum and link as it was", .enabled(if: python != nil, "no Python"))
  func parsing() throws {
    var random = SplitMix64(seed: 41)
    var expected = Expected()
    var markup = Markup()
    for _ in 0..<35_000 {
      let (title, text) = (Self.text(&random), Self.text(&random))
      expected.paragraphs.append([title.printable, text.printable])
      markup.element("p", ["title": title], text: text)
    }
    expected.data = (0..<20_000).map { _ in Self.text(&random) }
    markup.data(id: "data", json: String(decoding: try JSONEncoder().encode(expected.data), as: UTF8.self))
    expected.addresses = (0..<15_000).map { _ in "https://" + Self.text(&random) }
    expected.links = expected.addresses.compactMap(MarkupText.link)
    #expect(expected.links.count == expected.addresses.count)

    let folder = try TemporaryFolder()
    try Data(markup.text.utf8).write(to: folder.file("document.html"))
    try JSONEncoder().encode(expected).write(to: folder.file("expected.json"))
    let outcome = try #require(Self.python).run([
      "-c", Self.reader, folder.file("document.html").path, folder.file("expected.json").path,
    ])
    #expect(outcome.ending == .exited(0), "\(outcome.text.suffix(2_000))")
    #expect(outcome.text.hasSuffix("105000 texts\n"))
  }

  @Test(
    "Only addresses of the web become links",
    arguments: [
      "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://x", "data:text/html,x", "//example.com", "https://", "",
      "file:///etc/passwd", "\u{1}javascript:alert(1)", "ftp://x", "HTTPS:x",
    ])
  func links(address: String) { #expect(MarkupText.link(address) == nil) }

  @Test("A link keeps its address, and what an address cannot hold is percent-encoded")
  func encoding() {
    #expect(MarkupText.link("https://example.com/a?b=c&d=%20#e") == "https://example.com/a?b=c&d=%20#e")
    #expect(MarkupText.link("http://x/\"><b>é\n") == "http://x/%22%3E%3Cb%3E%C3%A9%0A")
  }

  @Test("Control and formatting characters are shown, and the others stay as they are")
  func escapes() {
    #expect(
      MarkupText.escaped("a<b & \"c\" 'd'\n\u{202E}µ→") == "a&lt;b &amp; &quot;c&quot; &#39;d&#39;\\u{a}\\u{202e}µ→")
    #expect(MarkupText.script(json: "[\"</script>&\u{2028}\"]") == #"["\u003c/script\u003e\u0026\u2028"]"#)
  }
}
