import PerformanceBuild
import PerformanceHealth
import PerformanceRecords
import PerformanceText

/// What a team that relies on the gate has, row by row; a row without it says what to do.
package struct ProductionChecklist {
  /// A row of the checklist.
  package struct Row: Equatable, Sendable {
    /// The subject.
    package var subject: String
    /// What there is; `nil` for nothing.
    package var present: String?
    /// What to do where there is nothing; `nil` where this version of the package has nothing for it.
    package var missing: String?
  }

  private let doctor: Doctor
  private let report: HealthReport

  /// - Parameter report: the results of the doctor's checks.
  package init(_ doctor: Doctor, _ report: HealthReport) { (self.doctor, self.report) = (doctor, report) }

  /// The rows, always the same ten.
  package var rows: [Row] {
    [
      command("metrics", "metrics"), command("logging", "log"), health, command("alerts", "alerts"),
      command("dashboard", "watch"), baselines, command("analytics", "trend"),
      Row(subject: "documentation", present: "the articles of PerformanceTesting, and --help of each command"),
      integration, errors,
    ]
  }

  /// A row about a command, which this version of the package may lack.
  private func command(_ subject: String, _ name: String) -> Row {
    let isThere = CommandTable.abstract(of: name) != nil
    return Row(subject: subject, present: isThere ? "'\(PerftestCommand.prefix) \(name)'" : nil)
  }

  private var health: Row {
    let failed = report.results.filter { $0.status == .fail }.map(\.id)
    let count = Plural.text(report.results.count, "check")
    let found = "\(count); '\(PerftestCommand.prefix) health --serve' lets a supervisor ask"
    return failed.isEmpty
      ? Row(subject: "health", present: found)
      : Row(
        subject: "health",
        missing: "failed: \(failed.joined(separator: ", ")); type '\(PerftestCommand.prefix) doctor'")
  }

  private var baselines: Row {
    let loaded = doctor.probe.package.flatMap { try? $0.load() }
    let count = (loaded.map { $0.counts + $0.times } ?? []).idsWithNumbers.count
    return count > 0
      ? Row(subject: "baselines", present: "\(Plural.text(count, "benchmark")) for this machine")
      : Row(subject: "baselines", missing: "type '\(PerftestCommand.prefix) record', and commit what it writes")
  }

  /// Where continuous integration reads its steps from, in the package or above it.
  private static let workflows = [
    ".github/workflows", ".gitlab-ci.yml", ".buildkite", ".circleci", "azure-pipelines.yml", "bitbucket-pipelines.yml",
    "Jenkinsfile", ".ci",
  ]

  private var integration: Row {
    let probe = doctor.probe
    let files = (probe.package?.folder).map { folder in
      Self.workflows.flatMap { name in
        let path = "\(folder)/\(name)"
        let names = probe.files.names(path).sorted()
        return names.isEmpty ? [path] : names.map { "\(path)/\($0)" }
      }
    }
    let file = files?.first { path in
      probe.read(path).map { $0.contains("perftest") || $0.contains("perf-gate") } ?? false
    }
    return Row(
      subject: "integration", present: file.map { "\($0) measures" },
      missing: "let continuous integration run '\(PerftestCommand.prefix) gate'")
  }

  private var errors: Row {
    Row(subject: "errors", present: "each names the file, the key and the remedy; the exit status is its kind")
  }

  // MARK: - Text

  /// A line for each row.
  package func lines(width: Int, colour: Colour = .off) -> [String] {
    let column = rows.map(\.subject.displayWidth).max() ?? 0
    return rows.map { row in
      let status = row.present == nil ? "none" : "ok"
      let text = row.present ?? row.missing ?? "not in version \(PerftestCommand.version)"
      let style: Style = row.present == nil ? .yellow : .green
      let head = style.applied(to: status.padded(to: 4, .left), colour) + "  " + row.subject.padded(to: column, .left)
      return head + "  " + text.onOneLine(atMost: max(width - column - 8, 40))
    }
  }
}
