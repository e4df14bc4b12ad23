import Foundation
import PerformanceExports
import PerformanceTestSupport
import Testing

@Suite("The page in a browser", .enabled(if: Browser.installed != nil, "no Chromium"), .timeLimit(.minutes(60)))
struct BrowserTests {
  private func pages() throws -> [String] {
    try [
      PageExample.run(), ReportedExample.run(benchmarks: 22, runs: 20, names: PageTests.hostileNames),
    ].map { try HTMLExporter.text(of: $0) }
  }

  // MARK: - For everybody

  private struct Look: Decodable {
    var error: String?
    var width: Int?
    var scroll: Int?
    var requests: Int?
    var isDark: Bool?
    var refused: [String]?
    var small: [String]?
    var violations: [String]?
  }

  /// All parts open; the widths, what was loaded, controls below 24 pixels, and what axe objects to.
  private static let look = """
    for (const part of document.querySelectorAll('details')) part.open = true;
    const controls = [...document.querySelectorAll('button, summary, input, nav a')];
    const report = {
      width: innerWidth, scroll: document.scrollingElement.scrollWidth,
      requests: performance.getEntriesByType('resource').length,
      isDark: matchMedia('(prefers-color-scheme: dark)').matches, refused,
      small: controls.filter(control => control.checkVisibility() && control.getBoundingClientRect().height < 24)
        .map(control => control.outerHTML.slice(0, 200)),
      violations: [],
    };
    // It takes seconds, and finds the same in tables of any width.
    if (typeof axe === 'undefined' || ![360, 1600].includes(innerWidth)) return report;
    const found = await axe.run(document, { resultTypes: ['violations'] });
    report.violations = found.violations.map(violation =>
      violation.id + ': ' + violation.nodes.slice(0, 3).map(node => node.html + ' ' + node.failureSummary).join(' | '));
    return report;
    """

  @Test(
    "From 360 to 1600 pixels nothing scrolls sideways or is loaded, and axe finds nothing, in both colour schemes",
    arguments: Browser.Scheme.allCases)
  func everybody(scheme: Browser.Scheme) throws {
    let (pages, widths) = (try pages(), [360, 800, 1290, 1600])
    let script = (Browser.axe.map { $0 + "\n;" } ?? "") + Self.look
    let reports = try #require(Browser.installed).reports(
      Look.self, of: pages, widths: widths, scheme: scheme, script: script)
    #expect(reports.count == pages.count * widths.count)
    for report in reports {
      #expect(report.error == nil)
      let (scroll, width) = (try #require(report.scroll), try #require(report.width))
      #expect(scroll <= width)
      #expect(report.requests == 0 && report.refused == [] && report.isDark == (scheme == .dark), "\(report)")
      #expect(report.small == [] && report.violations == [], "\(width) pixels")
    }
  }

  // MARK: - The script

  @Test("The policy lets the page's own script run, and no name of a benchmark is one")
  func policy() throws {
    let folder = try TemporaryFolder()
    for (index, page) in try pages().enumerated() {
      let file = folder.file("\(index).html")
      try Data(page.utf8).write(to: file)
      let document = try #require(Browser.installed).document(of: file)
      #expect(document.contains(#"id="filter""#))
      #expect(document.matches(of: /<script/).count == 2 && !document.contains("<img"))
    }
  }

  private struct Behaviour: Decodable {
    var error: String?
    var filtered: [String]?
    var count: String?
    var fragment: String?
    var restored: Int?
    var order: [String]?
    var descending: Bool?
    var ascending: Bool?
    var file: String?
    var fileName: String?
    var isRevealed: Bool?
    var closed: [Int]?
  }

  /// Uses each control once.
  private static let use = """
    const all = selector => [...document.querySelectorAll(selector)];
    const visible = selector => all(selector).filter(element => !element.hidden);
    const report = {};
    const filter = document.getElementById('filter');
    const type = text => { filter.value = text; filter.dispatchEvent(new Event('input')); };
    type('PREFIX words');
    report.filtered = visible('#others tbody tr').map(row => row.cells[0].firstChild.textContent);
    report.count = document.querySelector('#tools [role=status]').textContent;
    report.fragment = location.hash;
    type('');
    report.restored = visible('#others tbody tr').length;
    const head = () => all('#others th').find(head => head.textContent.startsWith('time'));
    const values = () => [...head().closest('table').tBodies[0].rows].map(row => Number(row.cells[1].dataset.v));
    const isSorted = sign => values().every((value, index, all) => index === 0 || sign * (value - all[index - 1]) >= 0);
    head().firstChild.click();
    report.order = [head().getAttribute('aria-sort')];
    report.descending = isSorted(-1);
    head().firstChild.click();
    report.order.push(head().getAttribute('aria-sort'));
    report.ascending = isSorted(1);
    let blob;
    URL.createObjectURL = made => { blob = made; return '#'; };
    const csv = document.getElementById('tools').querySelector('a');
    csv.addEventListener('click', event => event.preventDefault());
    csv.click();
    [report.file, report.fileName] = [await blob.text(), csv.download];
    const part = document.querySelector('#unchanged details');
    location.hash = part.id;
    await new Promise(resolve => setTimeout(resolve, 100));
    report.isRevealed = part.open && document.getElementById('unchanged').open;
    const closed = () => all('details.changed:not([open])').length;
    report.closed = [closed()];
    dispatchEvent(new Event('beforeprint'));
    report.closed.push(closed());
    dispatchEvent(new Event('afterprint'));
    report.closed.push(closed());
    return report;
    """

  @Test("Rows are filtered and sorted, the data are saved as CSV, links open their part, and changes are printed open")
  func use() throws {
    let page = try HTMLExporter.text(of: PageExample.run())
    let browser = try #require(Browser.installed)
    let report = try #require(try browser.reports(Behaviour.self, of: [page], script: Self.use).first)
    #expect(report.error == nil)
    #expect(report.filtered?.count == 4 && report.filtered?.allSatisfy { $0.contains("prefix(of:)") } == true)
    #expect(report.count == "4 of 30 rows" && report.fragment == "#filter=PREFIX%20words" && report.restored == 24)
    #expect(report.order == ["descending", "ascending"] && report.descending == true && report.ascending == true)
    let lines = try #require(report.file).components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("benchmark,metric,unit,verdict,reason,red,baseline,now,ratio"))
    #expect(lines.count == PageExample.run().summary.verdicts.count + 2)
    #expect(
      lines.contains { $0.hasPrefix("ShopTests.CartPerformance/total(of:)/10 000 items,wallClock,ns,regressed,") })
    #expect(report.fileName == "run.csv" && report.isRevealed == true)
    #expect(report.closed == [6, 0, 6])
  }
}
