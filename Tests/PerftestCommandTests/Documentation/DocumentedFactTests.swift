import Foundation
import PerformanceBuild
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import Testing

/// Files, numbers and messages in the documentation are those of the code.
@Suite("The facts of the documentation")
struct DocumentedFactTests {
  private static let folder = BuiltCommand.checkout.appendingPathComponent("Sources")

  /// The text of all source files, in which sentences of two lines are joined.
  private static let sources: String = {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    let texts = (files ?? []).filter { $0.pathExtension == "swift" }.compactMap {
      try? String(contentsOf: $0, encoding: .utf8)
    }
    return texts.joined(separator: "\n").replacing(/"\s*\+ "/, with: "")
  }()

  @Test("The table of exit statuses has each of them once, and others mention no other one")
  func exitStatuses() throws {
    let statuses = (0...255).filter { ExitStatus(rawValue: $0) != nil }.map { "\($0)" }
    let rows = try DocumentationPage.article("Troubleshooting").rows.filter { Int($0[0]) != nil }
    #expect(rows.map { $0[0] } == statuses)
    let others = try DocumentationPage.article("ContinuousIntegration").rows.filter { $0[0].first?.isNumber == true }
    let mentioned = others.flatMap { $0[0].split(separator: ", ").map(String.init) }
    #expect(mentioned.sorted() == statuses.sorted())
  }

  @Test("Every message with a remedy is in the code")
  func messages() throws {
    let page = try DocumentationPage.article("Troubleshooting")
    let messages = page.prose.compactMap { $0.text.wholeMatch(of: /### `([^`]+)`/)?.1 }
    try #require(messages.count > 20)
    for message in messages {
      // Not in the expectation itself, which would print all sources.
      let isFound = Self.sources.contains(message)
      #expect(isFound, "\(message)")
    }
  }

  @Test("Every variable on a page is one of the code's, and users' variables are in the table")
  func variables() throws {
    for page in try DocumentationPage.all() {
      for match in page.text.matches(of: /PERFTEST_[A-Z_]+/) {
        #expect(PerftestVariable(rawValue: String(match.0)) != nil, "\(page.name): \(match.0)")
      }
    }
    let documented = try DocumentationPage.article("CommandsAndVariables").rows.flatMap { row in
      row[0].matches(of: /PERFTEST_[A-Z_]+/).map { String($0.0) }
    }
    let settings = PerftestVariable.allCases.filter { $0.setter == .user }.map(\.rawValue)
    #expect(documented.sorted() == settings.sorted())
  }

  @Test("Every metric is in the table of metrics, with its kind and its tolerance")
  func metrics() throws {
    let rows = try DocumentationPage.article("Metrics").rows
    let metrics: [Metric] = [
      .wallClock, .cpuTime, .instructions, .allocations, .allocatedBytes, .liveBytesGrowth, .objects, .retains,
      .releases, .bytesRead, .bytesWritten, .peakResidentMemory, .contextSwitches, .pageFaults,
      .involuntaryContextSwitches, .cpuUser, .cpuSystem, .totalInstructions, .estimatedCycles, .relativeTime,
      .throughput,
    ]
    let declared = Self.sources.matches(of: /public static var (?!gpu)\w+: Metric \{/).count
    #expect(metrics.count == declared, "the list above lacks a metric")
    for metric in metrics {
      let description = metric.definition.description
      let row = try #require(rows.first { $0[0].contains("`\(metric.name)`") }, "\(metric.name)")
      #expect(row[1] == "\(description.kind)", "\(metric.name)")
      let percent = (description.tolerance.relative * 100).formatted()
      #expect(row[2].hasPrefix(description.isJudged ? "\(percent) %" : "shown"), "\(metric.name): \(row[2])")
    }
  }

  @Test("Every outcome of a verdict is in the README and in the table of verdicts")
  func outcomes() throws {
    let page = try DocumentationPage.article("HowAVerdictIsReached")
    let rows = page.rows.map { $0[0] }
    let readme = try DocumentationPage.readme().rows.map { $0[0] }.joined()
    for outcome in Verdict.Outcome.known {
      #expect(rows.contains("`\(outcome.name)`"), "\(outcome)")
      #expect(readme.contains("`\(outcome.name)`"), "\(outcome)")
    }
  }

  @Test("The numbers of the rules that the articles explain are those of the code")
  func rules() {
    let (screen, standard) = (SampledRule.screening, SampledRule.standard)
    let near = [screen.near, screen.within, screen.nearUnsure, screen.withinUnsure, screen.floorShare]
    #expect(near == [0.5, 0.9, 0.4, 0.65, 0.15])
    let sessions = [screen.cap, screen.grossCap, screen.longCap, screen.mostSessions, screen.floorHits]
    #expect(sessions == [5, 3, 3, 30, 3])
    #expect(standard.cap == 15 && standard.grossCap == 5)
    let limits = [ShareRule.standard.limit, screen.falseAlarmLimit, standard.falseAlarmLimit]
    #expect(limits == [3e-4, 3e-4, 1e-4])
    let pair = PairedRule.standard
    let pairs = [pair.screening, pair.most, pair.steady, pair.floorHits]
    #expect(pairs == [3, 48, 5, 3])
    let distances = [pair.beyond, pair.near, pair.within, pair.floorShare, pair.limit]
    #expect(distances == [0.8, 0.5, 0.9, 0.25, 3e-4])
    #expect(ExactRule.standard.cap == 3)
    #expect(ExactRule.standard.conclusive == 2)
    #expect(RecordingRule.fewestHits == 5)
    #expect(RecordingRule.hitShare == 0.5)
  }

  @Test("The architecture has every target, and the way of a sample few steps, of types that exist")
  func architecture() throws {
    let page = try DocumentationPage.article("Architecture")
    let targets = page.rows.dropFirst().flatMap { row in row[0].matches(of: /`([^`]+)`/).map { String($0.1) } }
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasPrefix(".") }
    #expect(targets.sorted() == folders.sorted())

    let steps = page.prose.map(\.text).filter { $0.wholeMatch(of: /[0-9]+\..*/) != nil }
    #expect((8...12).contains(steps.count))
    /// The last components of the types in a text: `Outcome` of `TestBundle.Outcome`.
    func types(in text: String) -> [String] {
      text.matches(of: /`(?:[A-Z][A-Za-z]+\.)*([A-Z][A-Za-z]+)`/).map { String($0.1) }
    }
    let paragraph = page.prose.map(\.text).first { $0.hasPrefix("The types of a measured number") } ?? ""
    let parts = paragraph.split(separator: ". ", maxSplits: 1)
    try #require(parts.count == 2)
    let (forms, holders) = (types(in: String(parts[0])), types(in: String(parts[1])))
    #expect((5...10).contains(forms.count) && (1...7).contains(holders.count))
    let named = Set(types(in: steps.joined(separator: " ")))
    #expect(named.isSuperset(of: forms), "a type of the number has no step")
    for name in named.union(forms + holders) {
      let isDeclared = ["struct", "enum", "class", "protocol"].contains { Self.sources.contains("\($0) \(name)") }
      #expect(isDeclared, "\(name)")
    }
  }

  @Test("The folders and files that the articles name are those of the code")
  func files() throws {
    let text = try DocumentationPage.article("RecordingBaselines").text
    for folder in [BaselineStore.countsFolder, BaselineStore.profilesFolder] {
      #expect(text.contains("baselines/<toolchain>/\(folder)/<Module>.<Suite>.json"))
    }
    #expect(text.contains("baselines/\(AcceptanceFile.name)"))
    #expect(try DocumentationPage.article("ContinuousIntegration").text.contains(MachineLock.file.path))
    for page in try DocumentationPage.all() {
      for match in page.text.matches(of: /`((Scripts|\.ci)\/[a-z-]+)/) {
        let file = BuiltCommand.checkout.appendingPathComponent(String(match.1))
        #expect(FileManager.default.isExecutableFile(atPath: file.path), "\(page.name): \(match.1)")
      }
    }
  }
}
