import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The page of a run")
struct PageTests {
  static let hostileNames = [
    "\u{1B}[31mred\u{1B}[2J()", "two\nlines()", "carriage\rreturn()", "<script>alert(1)</script>", "a|b", "`code`",
    "::error::no", "##[error]no", "\u{202E}reversed", String(repeating: "x", count: 10_000),
    "e" + String(repeating: "\u{301}", count: 10_000), "%0A%25,x:y", "", "</pre></details>", "\\u{a}",
    "\" onload=\"alert(1)", "</script><img src=http://x onerror=alert(1)>", "<!--", "]]>", "&lt;&amp;",
    "javascript:alert(1)", "\u{2028}\u{2029}",
  ]

  static func run(_ verdicts: [Verdict], ending: Example.Ending = .finished) -> ReportedRun {
    ReportedRun(RunSummary(RunRecord(Example.events(verdicts, ending: ending)), redRule: .local))
  }

  static let emptyRun = run([])
  /// The page of the usual example.
  private static let example = Result { try HTMLExporter.text(of: PageExample.run()) }

  private static func page(_ verdicts: [Verdict]) throws -> String { try HTMLExporter.text(of: run(verdicts)) }

  private static func title(of page: String) -> String? {
    page.firstMatch(of: /<title>([^<]*)<\/title>/).map { String($0.1) }
  }

  /// The section with an identifier, up to the next one.
  private static func section(_ id: String, of page: String) throws -> Substring {
    let start = try #require(page.firstRange(of: "<section id=\"\(id)\""))
    let rest = page[start.upperBound...]
    return rest[..<(rest.firstRange(of: "\n<section ")?.lowerBound ?? rest.endIndex)]
  }

  // MARK: - Contents

  @Test("The verdict is the title, and the sections stand in the order of their importance")
  func order() throws {
    let page = try Self.example.get()
    let verdict =
      "RED: 1 failed, 1 missing, 1 over budget, 2 regressed, 1 new, 1 accepted, 1 contaminated, 1 ambiguous, "
      + "7 incomparable, 1 improved, 28 same"
    #expect(Self.title(of: page) == verdict)
    let heading = try #require(page.firstMatch(of: /<h1>(.*?)<\/h1>/)).1.replacing(/<[^>]*>/, with: "")
    #expect(heading.replacing(" ", with: "") == verdict.replacing(" ", with: ""))
    #expect(
      page.matches(of: /<section id="([a-z]+)"/).map { String($0.1) } == [
        "evidence", "changes", "confidence", "unjudged", "missing", "new", "others", "benchmarks", "trends", "method",
        "glossary",
      ])
    #expect(page.matches(of: /<h1>/).count == 1 && page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
  }

  @Test(
    "The title is the state of the build",
    arguments: [
      ([Example.same(Example.id("a()"))], Example.Ending.finished, "GREEN: 1 same"),
      ([Example.new(Example.id("a()"))], .finished, "NOT JUDGED: 1 new"),
      ([Example.busy(Example.id("a()"))], .finished, "NOT MEASURABLE: 1 contaminated"),
      ([Example.slower(Example.id("a()")), Example.same(Example.id("b()"))], .finished, "RED: 1 regressed, 1 same"),
      ([Example.same(Example.id("a()"))], .brokenOff, "BROKE OFF: 1 same"),
      ([], .finished, "RED: nothing was measured"),
    ])
  func state(verdicts: [Verdict], ending: Example.Ending, title: String) throws {
    #expect(Self.title(of: try HTMLExporter.text(of: Self.run(verdicts, ending: ending))) == title)
  }

  @Test("The head has the worst verdict with its commits and functions, and links to the commit and the build")
  func head() throws {
    let page = try Self.example.get()
    let head = page[..<(try #require(page.firstRange(of: "<section")).lowerBound)]
    for text in [
      "<strong>JSONPerformance/encodeCatalogue()</strong> failed: the test threw: DecodingError.keyNotFound: price (in iteration 1)",
      "<strong>CartPerformance/total(of:)/10 000 items</strong> wallClock: <strong>+30 %</strong> (12.3 ms → 16.1 ms), "
        + "regressed (tolerance 20 %), since: one of 2 commits in ", "2026-02-25 06:13 UTC", "why: ", "Cart.total(of:)",
      "amd-epyc-7r13-25.1.1-2cpu-kvm",
      "baselines recorded 2026-01-19 from ", "1 min 35 s", "href=\"https://github.com/shop/server/commit/",
      "href=\"https://github.com/shop/server/actions/runs/20261128\"",
    ] {
      #expect(head.contains(text), "\(text)")
    }
  }

  @Test("The head has the commands in the order of a search: the failed test, the commits, their costs, then decisions")
  func commands() throws {
    let page = try Self.example.get()
    let head = page[..<(try #require(page.firstRange(of: "<section")).lowerBound)]
    let commands = head.matches(of: /<code class="command">([^<]*)</).map { String($0.1) }
    let beginnings = [
      "swift test --filter ", "git log -p ", "swift run perftest explain ", "swift run perftest record ",
      "swift run perftest accept ", "swift run perftest accept ", "swift run perftest record ",
      "swift run perftest gate ",
    ]
    #expect(commands.count == beginnings.count && zip(commands, beginnings).allSatisfy { $0.hasPrefix($1) })
    let all = page.matches(of: /<code class="command">([^<]*)</).map { String($0.1) }
    #expect(head.contains("which functions cost more, also as a flame graph"))
    let once = all.filter { $0.contains(/explain|accept|show |trend |git log/) }
    #expect(Set(once).count == once.count)
  }

  @Test("Why believe it, in full: sessions, detectable changes, false alarms, what was not judged, and the machine")
  func evidence() throws {
    let section = try Self.section("confidence", of: Self.example.get())
    for text in [
      "<strong>96</strong> <span>each a fresh process, 3 to 15 for each of 20 benchmarks", "<strong>+27 %</strong>",
      "<strong>0 of 1660</strong>", "(95 % sure: fewer than 0.18 %)", "83 of 83 slowdowns of +25 % found",
      "1 contaminated, 1 ambiguous, 7 incomparable", "2 candidates compared with 3f2c91d (main)",
      "the measured threads waited for a free processor 1 % of the time", "the host gave them 0.2 % of the time",
    ] {
      #expect(section.contains(text), "\(text)")
    }
    let unverified = try Self.section("confidence", of: Self.page([Example.same(Example.id("a()"))]))
    #expect(unverified.contains("not measured here: <code class=\"command\">swift run perftest verify-gate</code>"))
  }

  @Test("Every verdict that is not the same has a row, the worst first, with numbers, interval, origin and state")
  func changes() throws {
    let section = try Self.section("changes", of: Self.example.get())
    let rows = section.split(separator: "<tr").dropFirst(2)
    let names = rows.compactMap { $0.firstMatch(of: /<a href="#b-[0-9a-f]{16}">([^<]*)</).map { String($0.1) } }
    #expect(
      names == [
        "JSONPerformance/encodeCatalogue()", "CartPerformance/checkout()", "CartPerformance/total(of:)/10 000 items",
        "JSONPerformance/decodeOrders()", "SearchPerformance/index()", "SearchPerformance/query(_:)/three words",
      ])
    let texts = rows.map { $0.replacing(/<[^>]*>/, with: " ").split(separator: " ").joined(separator: " ") }
    for (row, expected) in zip(
      texts,
      [
        ["the test threw", "failed"], ["budget 5.00 ms 5.59 ms", "+12 %", "over budget"],
        [
          "confirmed against 3f2c91d", "why: +28.4 % instructions: Cart.total(of:) +1\u{202F}840\u{202F}000",
          "12.3 ms 16.1 ms ▲ +30 % in 9 pairs of the old and the new build +27 % to +34 % at 95 % confidence "
            + "+31 % from the baseline on file +30.6 % in the trend",
          "one of 2 commits in", "2026-02-12 open for 12 runs",
        ], ["12 13 ▲ +8.3 % from the baseline on file", "after ", "new"], ["accepted until 2026-04-01"],
        ["2.15 ms 1.53 ms ▼ −29 %", "improved"],
      ])
    {
      for text in expected { #expect(row.contains(text), "\(text) in: \(row)") }
    }
    #expect(rows.dropFirst(2).allSatisfy { $0.contains("<svg class=\"spark\" role=\"img\"") })
  }

  @Test("What could not be judged is grouped by reason, with the remedy")
  func unjudged() throws {
    let page = try Self.example.get()
    let section = try Self.section("unjudged", of: page)
    #expect(section.matches(of: /<th scope="row">/).count == 3)
    for text in [
      "7 incomparable", "recorded on amd-epyc-9r14, this is intel-xeon", "to be judged here: </span><code",
      "and 2 more",
      "when the machine is quiet: </span><code", "--time-limit 10m",
    ] {
      #expect(section.contains(text), "\(text)")
    }
    #expect(try Self.section("missing", of: page).contains("CartPerformance/applyVoucher(_:)"))
    #expect(try Self.section("new", of: page).contains("turns the build red"))
  }

  @Test("A changed benchmark has its sessions, its trend, its statistics, its functions, its history and its commands")
  func details() throws {
    let page = try Self.example.get()
    let start = try #require(page.firstRange(of: "<h3>CartPerformance/total(of:)/10 000 items</h3>"))
    let part = page[start.upperBound...].prefix { $0 != "\u{0}" }
    let end = try #require(part.firstRange(of: "<h3>")).lowerBound
    for text in [
      "baseline: 12 sessions, 12.4 ms to 12.9 ms; now: 15 sessions, 16.0 ms to 16.7 ms; tolerance up to 14.8 ms",
      "<title>wallClock: +30.6 % at ", "class=\"change confirmed bad\"", "class=\"record\"",
      "<caption>Sessions in numbers</caption>",
      "<caption>Instructions by function</caption>", "Cart.total(of:)", "+1\u{202F}840\u{202F}000",
      "<caption>Levels of wallClock</caption>",
      "verdicts: same in 68 runs from ", "then regressed in 12 runs from ",
      "+30 % in 9 pairs of the old and the new build (+27 % to +34 % at 95 % confidence); +31 % from the baseline on file "
        + "(+28 % to +35 % at 95 % confidence); +30.6 % in the trend; tolerance 20 %",
      "swift run perftest bisect &#39;ShopTests.CartPerformance/total(of:)/10 000 items&#39; --good ",
    ] {
      #expect(part[..<end].contains(text), "\(text)")
    }
  }

  @Test("Up to three changed benchmarks are open, more are closed")
  func open() throws {
    let few = (0..<3).map { Example.slower(Example.id("f\($0)()")) }
    #expect(try Self.page(few).matches(of: /<details class="benchmark changed" [^>]*open>/).count == 3)
    let many = few + [Example.slower(Example.id("g()"))]
    #expect(try !Self.page(many).contains(/<details class="benchmark changed" [^>]*open>/))
  }

  @Test("Trends have the findings of the period, what went away, and the comparison where there is one")
  func trends() throws {
    let page = try HTMLExporter.text(of: PageExample.run(days: 60))
    let section = try Self.section("trends", of: page)
    for text in [
      "drifting", "since the newest change", "<caption>Changes that went away</caption>", "CartPerformance/merge(_:)",
    ] {
      #expect(section.contains(text), "\(text)")
    }
    #expect(!page.contains("id=\"comparison\""))
    var run = PageExample.run()
    let old = RecordedNumbers(documents: [Example.times([100, 101, 102]), Example.counts([12])])
    let new = RecordedNumbers(documents: [Example.times([200, 201, 202]), Example.counts([12])])
    run.comparison = NumbersComparison(old: old, new: new)
    let comparison = try Self.section("comparison", of: HTMLExporter.text(of: run))
    #expect(comparison.contains("1 benchmark in both, 2 numbers: 1 worse, 0 better, 1 about the same"))
  }

  // MARK: - The document

  @Test("Identifiers are unique hashes, and each link within the page has a target", arguments: [0, 1])
  func links(index: Int) throws {
    let runs = [PageExample.run(), ReportedExample.run(benchmarks: 24, names: Self.hostileNames)]
    let page = try HTMLExporter.text(of: runs[index])
    let body = page[..<(try #require(page.firstRange(of: "<script"))).lowerBound]
    let ids = body.matches(of: /\ id="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count && ids.allSatisfy { $0.wholeMatch(of: /[a-z-]+|[bs]-[0-9a-f]{16}/) != nil })
    let targets = Set(body.matches(of: /href="#([^"]*)"/).map { String($0.1) })
    #expect(targets.subtracting(ids).isEmpty)
  }

  @Test("Nothing is loaded: no element names a resource, and the policy refuses all of them")
  func network() throws {
    let page = try Self.example.get()
    #expect(page.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
    let start = try #require(page.firstRange(of: "</style>")).upperBound
    let body = page[start..<(try #require(page.firstRange(of: "<script"))).lowerBound]
    #expect(!body.contains(/\ (src|srcset|data|poster|action|background|style|on[a-z]+)=/))
    #expect(body.matches(of: /<a href="(?!#|https:\/\/github\.com\/)/).isEmpty)
    #expect(!page[..<start].contains("url(") && !page.contains("@import"))
  }

  private static let hasher = ForeignReader.program("sha256sum")

  @Test("The policy has the hashes of the style sheet and of the script", .enabled(if: hasher != nil, "no sha256sum"))
  func hashes() throws {
    let page = try HTMLExporter.text(of: Self.emptyRun)
    let folder = try TemporaryFolder()
    for (name, pattern) in [("style", /<style>((?s).*?)<\/style>/), ("script", /<script>((?s).*?)<\/script>/)] {
      let text = try #require(page.firstMatch(of: pattern)).1
      try Data(text.utf8).write(to: folder.file(name))
      let hash = try #require(Self.hasher).run([folder.file(name).path]).text.prefix(64)
      let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(hash.dropFirst($0).prefix(2), radix: 16) }
      let base64 = Data(bytes).base64EncodedString()
      #expect(page.contains("\(name)-src &#39;sha256-\(base64)&#39;"), "the hash of the \(name) is sha256-\(base64)")
    }
  }

  private struct PageData: Decodable {
    var columns: [String]
    var rows: [[AnyCell]]
  }

  private enum AnyCell: Decodable {
    case some

    init(from decoder: any Decoder) throws { self = .some }
  }

  @Test("The data of the page have a row for each verdict, also under hostile names")
  func data() throws {
    let run = ReportedExample.run(benchmarks: 24, names: Self.hostileNames)
    let page = try HTMLExporter.text(of: run)
    let json = try #require(page.firstMatch(of: /<script type="application\/json" id="data">([^<]*)<\/script>/)).1
    let data = try JSONDecoder().decode(PageData.self, from: Data(json.utf8))
    #expect(data.rows.count == run.summary.verdicts.count)
    #expect(data.rows.allSatisfy { $0.count == data.columns.count })
  }

  @Test("The same run gives the same bytes")
  func repeatable() throws {
    #expect(try HTMLExporter.text(of: PageExample.run()) == Self.example.get())
  }

  private static let w3m = ForeignReader.program("w3m")

  @Test(
    "A browser without style sheets and scripts shows the verdict, then the changes in order",
    .enabled(if: w3m != nil, "no w3m"))
  func plain() throws {
    let page = try Self.example.get()
      .replacing(/<style>(?s).*?<\/style>/, with: "").replacing(/<script>(?s).*?<\/script>/, with: "")
    let folder = try TemporaryFolder()
    try Data(page.utf8).write(to: folder.file("page.html"))
    let text = try #require(Self.w3m).run(["-dump", "-cols", "240", folder.file("page.html").path]).text
    let expected = [
      "RED: 1 failed, 1 missing, 1 over budget, 2 regressed, 1 new, 1 accepted", "swift run perftest explain",
      "Why believe this", "0 of 1660", "What changed", "JSONPerformance/encodeCatalogue()",
      "CartPerformance/checkout()",
      "CartPerformance/total(of:)/10 000 items", "▲ +30 %", "open for",
      "JSONPerformance/decodeOrders()", "▲ +8.3 %", "accepted until 2026-04-01", "▼ −29 %", "improved",
      "The evidence in full", "0 of 1660", "Could not be judged",
      "applyVoucher(_:)", "CartPerformance/add(_:)", "Sessions in numbers", "Trends",
    ]
    var rest = Substring(text)
    for line in expected {
      let found = rest.firstRange(of: line)
      #expect(found != nil, "\(line) is missing, or stands too early")
      rest = rest[(found?.upperBound ?? rest.startIndex)...]
    }
    #expect(!text.contains("Filter by name") && !text.contains("Open all"))
  }
}
