import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The verdicts of a run as JUnit XML, which CI services show as tests.
///
/// There is no official schema; elements and attributes are those that testmoapp/junitxml describes. A test case is the
/// verdict on one metric of a benchmark. The case about its time has the `time` of all samples, other cases have 0.
/// `perf.delta_ratio`, `perf.ci_low` and `perf.ci_high` are shares of the baseline: 0.25 is 25 % more.
package enum JUnitExporter: Exporter {
  package static let name = "junit"
  package static let abstract = "the verdicts as tests of JUnit XML, for CI services"

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let cases = JUnitCase.cases(of: reported)
    let suites = Dictionary(grouping: cases, by: \.suite).sorted { $0.key < $1.key }
    let time = run.record.time.map { Date(timeIntervalSince1970: $0).text(utc: "yyyy-MM-dd'T'HH:mm:ss") }
    let root: [(String, String?)] =
      [("name", "perftest")] + counts(of: cases) + [("time", seconds(run.record.seconds)), ("timestamp", time)]
    var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    text += "<testsuites\(attributes(root))>\n"
    for (name, cases) in suites {
      let seconds = seconds(cases.reduce(0) { $0 + $1.seconds })
      let head = [("name", name)] + counts(of: cases) + [("time", seconds), ("timestamp", time)]
      text += "  <testsuite\(attributes(head))>\n"
      write(properties(of: run), margin: "    ", to: &text)
      for item in cases { write(item, to: &text) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func write(_ item: JUnitCase, to text: inout String) {
    text += "    <testcase"
    write("classname", item.suite, to: &text)
    write("name", item.name, to: &text)
    write("time", seconds(item.seconds), to: &text)
    write("file", item.location?.path, to: &text)
    write("line", item.location.map { String($0.line) }, to: &text)
    text += ">\n"
    write(item.properties, margin: "      ", to: &text)
    if let element = element(of: item) { text += element + "\n" }
    text += "    </testcase>\n"
  }

  /// The element of the result; `nil` for a case that passed. GitLab shows the content, others the message.
  private static func element(of item: JUnitCase) -> String? {
    func element(_ name: String, _ type: String) -> String {
      let location = item.location.map { ["at \($0.path):\($0.line)"] } ?? []
      let content = ([item.message] + location).map(\.escapedForXML).joined(separator: "\n")
      return "      <\(name)\(attributes([("message", item.message), ("type", type)]))>\(content)</\(name)>"
    }
    return switch item.result {
    case .passed: nil
    case .failure(let type): element("failure", type)
    case .error(let type): element("error", type)
    case .skipped: "      <skipped\(attributes([("message", item.message)]))/>"
    }
  }

  private static func properties(of run: RunSummary) -> [(name: String, value: String)] {
    let all: [(String, String?)] = [
      ("perf.run", run.record.id), ("perf.commit", run.start?.provenance.revision),
      ("perf.toolchain", run.environment?.toolchain.folderName), ("perf.machine", run.environment?.machine.folderName),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func write(
    _ properties: [(name: String, value: String)], margin: String, to text: inout String
  ) {
    guard !properties.isEmpty else { return }
    text += margin + "<properties>\n"
    for property in properties {
      text += margin
      text += "  <property"
      write("name", property.name, to: &text)
      write("value", property.value, to: &text)
      text += "/>\n"
    }
    text += margin + "</properties>\n"
  }

  private static func counts(of cases: [JUnitCase]) -> [(String, String?)] {
    func count(_ isCounted: (JUnitCase.Result) -> Bool) -> String { String(cases.count { isCounted($0.result) }) }
    return [
      ("tests", String(cases.count)), ("failures", count { if case .failure = $0 { true } else { false } }),
      ("errors", count { if case .error = $0 { true } else { false } }),
      ("skipped", count { if case .skipped = $0 { true } else { false } }),
    ]
  }

  private static func attributes(_ attributes: [(String, String?)]) -> String {
    attributes.reduce(into: "") { text, attribute in write(attribute.0, attribute.1, to: &text) }
  }

  /// Writes an attribute; nothing without a value.
  private static func write(_ name: String, _ value: String?, to text: inout String) {
    guard let value else { return }
    text += " "
    text += name
    text += "=\""
    text += value.escapedForXML
    text += "\""
  }

  private static func seconds(_ value: Double) -> String { String(format: "%.6f", value) }
}
