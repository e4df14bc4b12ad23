import Foundation
import PerformanceSystem
import PerformanceTestSupport

/// Chromium without a window and without a network, which opens pages from files.
struct Browser {
  enum Scheme: String, CaseIterable {
    case light = "1"
    case dark = "0"
  }

  private let reader: ForeignReader

  /// The browser of this machine; `nil` where there is none.
  static let installed: Browser? = ["chromium", "chromium-browser", "google-chrome"].lazy
    .compactMap { ForeignReader.program($0) }.first.map(Browser.init)

  /// The accessibility checker of the Python module axe-core-python; `nil` without it.
  static let axe: String? = {
    let code = "import axe_core_python, os; print(os.path.dirname(axe_core_python.__file__))"
    guard let python = ForeignReader.python(with: "axe_core_python"),
      let folder = try? python.run(["-c", code]).text.split(separator: "\n").first
    else { return nil }
    return try? String(contentsOfFile: folder + "/axe.min.js", encoding: .utf8)
  }()

  /// The document of a page after its scripts have run.
  func document(of page: URL, scheme: Scheme = .light) throws -> String {
    let profile = try TemporaryFolder()
    return try reader.run([
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.url.path)",
      "--blink-settings=preferredColorScheme=\(scheme.rawValue)", "--virtual-time-budget=100000",
      // Nothing can be reached.
      "--proxy-server=127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom", "file://\(page.path)",
    ]).text
  }

  /// Opens pages in frames of several widths, runs a script in each, and gives what the scripts report.
  /// - Parameter script: the body of an asynchronous function that returns an object.
  func reports<Report: Decodable>(
    _ type: Report.Type, of pages: [String], widths: [Int] = [1600], scheme: Scheme = .light, script: String
  ) throws -> [Report] {
    let folder = try TemporaryFolder()
    var frames = ""
    for (index, page) in pages.enumerated() {
      try Data(Self.probed(page, script).utf8).write(to: folder.file("\(index).html"))
      for width in widths { frames += "<iframe src='\(index).html' width='\(width)' height='800'></iframe>" }
    }
    let frame = """
      <!DOCTYPE html><pre id="reports">[]</pre>\(frames)<script>
      const reports = [];
      addEventListener('message', event => {
        reports.push(event.data);
        document.getElementById('reports').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(reports))));
      });
      </script>
      """
    try Data(frame.utf8).write(to: folder.file("frames.html"))
    let document = try document(of: folder.file("frames.html"), scheme: scheme)
    guard let match = document.firstMatch(of: /<pre id="reports">([^<]*)</),
      let data = Data(base64Encoded: String(match.1))
    else { throw Failure(text: document) }
    return try JSONDecoder().decode([Report].self, from: data)
  }

  /// The browser gave no report.
  struct Failure: Error { var text: String }

  /// A copy of a page that allows one more script; what its policy refuses is in `refused`.
  private static func probed(_ page: String, _ script: String) -> String {
    page.replacing(/script-src &#39;[^&]*&#39;/, with: "script-src &#39;unsafe-inline&#39;")
      .replacing(
        "<meta name=\"viewport\"",
        with: "<script>const refused = []; addEventListener('securitypolicyviolation', event => "
          + "refused.push(event.violatedDirective + ' ' + event.blockedURI))</script><meta name=\"viewport\"",
        maxReplacements: 1
      )
      .replacing(
        "</body>",
        with: """
          <script>addEventListener('load', async () => {
          let report;
          try { report = await (async () => { \(script) })(); } catch (error) { report = { error: String(error) }; }
          parent.postMessage(report, '*');
          });</script></body>
          """)
  }
}
