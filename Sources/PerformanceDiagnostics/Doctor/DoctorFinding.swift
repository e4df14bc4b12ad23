import PerformanceText

/// The result of a check of the machine or the package.
package struct DoctorFinding: Hashable, Sendable, Encodable {
  /// The severity of a finding.
  package enum Status: String, Sendable, Encodable {
    /// No action is necessary.
    case ok
    /// Measuring works, but with more noise or less information.
    case warning
    /// Measuring is impossible.
    case problem
  }

  /// The severity.
  package var status: Status
  /// The name of the check.
  package var name: String
  /// The observation.
  package var found: String
  /// The remedy; `nil` where none is necessary.
  package var advice: String?

  static func ok(_ name: String, _ found: String, _ advice: String? = nil) -> DoctorFinding {
    DoctorFinding(status: .ok, name: name, found: found, advice: advice)
  }

  static func warning(_ name: String, _ found: String, _ advice: String) -> DoctorFinding {
    DoctorFinding(status: .warning, name: name, found: found, advice: advice)
  }

  static func problem(_ name: String, _ found: String, _ advice: String) -> DoctorFinding {
    DoctorFinding(status: .problem, name: name, found: found, advice: advice)
  }
}

extension [DoctorFinding] {
  /// One line for each finding, `ok  name  observation – remedy`, and one that counts them.
  package func lines(colour: Colour = .off) -> [String] {
    let width = map(\.name.displayWidth).max() ?? 0
    let lines = map { finding in
      let status = finding.status.rawValue.padded(to: 7, .left)
      let text = finding.found.onOneLine(atMost: 400) + (finding.advice.map { " – " + $0.onOneLine(atMost: 400) } ?? "")
      return finding.status.style.applied(to: status, colour) + "  " + finding.name.padded(to: width, .left) + "  "
        + text
    }
    let (problems, warnings) = (count { $0.status == .problem }, count { $0.status == .warning })
    return lines + ["\(Plural.text(problems, "problem")), \(Plural.text(warnings, "warning"))"]
  }

  /// Whether measuring is possible.
  package var allowMeasuring: Bool { allSatisfy { $0.status != .problem } }
}

extension DoctorFinding.Status {
  fileprivate var style: Style {
    switch self {
    case .ok: .green
    case .warning: .yellow
    case .problem: .red
    }
  }
}
