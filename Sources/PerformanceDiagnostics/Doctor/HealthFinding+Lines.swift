import PerformanceHealth
import PerformanceText

extension [HealthFinding] {
  /// One line for each finding, `ok  name  observation – remedy`, and one that counts them.
  package func lines(colour: Colour = .off) -> [String] {
    let width = map(\.name.displayWidth).max() ?? 0
    let lines = map { finding in
      let status = finding.status.word.padded(to: 7, .left)
      let text = finding.found.onOneLine(atMost: 400) + (finding.advice.map { " – " + $0.onOneLine(atMost: 400) } ?? "")
      return finding.status.style.applied(to: status, colour) + "  " + finding.name.padded(to: width, .left) + "  "
        + text
    }
    let (problems, warnings) = (count { $0.status == .fail }, count { $0.status == .warn })
    return lines + ["\(Plural.text(problems, "problem")), \(Plural.text(warnings, "warning"))"]
  }
}

extension HealthFinding.Status {
  /// The word for people.
  package var word: String {
    switch self {
    case .pass: "ok"
    case .warn: "warning"
    case .fail: "problem"
    }
  }

  var style: Style {
    switch self {
    case .pass: .green
    case .warn: .yellow
    case .fail: .red
    }
  }
}
