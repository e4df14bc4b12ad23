import PerformanceText

/// What a check of the machine or the package found.
package struct DoctorFinding: Hashable, Sendable, Encodable {
  /// How bad it is.
  package enum Status: String, Sendable, Encodable {
    /// Nothing is to be done.
    case ok
    /// Measuring works, but with more noise or less information.
    case warning
    /// Measuring does not work.
    case problem
  }

  /// How bad it is.
  package var status: Status
  /// What was looked at.
  package var name: String
  /// What was found.
  package var found: String
  /// What to do; `nil` where nothing need be done.
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
  /// One line for each finding, `ok  name  what was found – what to do`, and one that counts them.
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

  /// Whether nothing forbids measuring.
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
