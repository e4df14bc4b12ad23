import PerformanceHealth
import PerformanceText

extension HealthReport {
  /// A line for each check in the form of Kubernetes, `[+]disk ok` or `[-]disk failed: reason`, and one about all.
  /// - Parameter title: what was asked for, such as `readyz`.
  package func lines(_ title: String, colour: Colour = .off) -> [String] {
    results.map { $0.line(colour: colour) } + ["\(title) check \(status == .fail ? "failed" : "passed")"]
  }
}

extension HealthResult {
  fileprivate func line(colour: Colour) -> String {
    let reasons = worst.map(\.text).joined(separator: "; ")
    let mark = status.style.applied(to: status == .fail ? "[-]" : "[+]", colour)
    switch status {
    case .pass: return "\(mark)\(id) ok"
    case .warn: return "\(mark)\(id) ok, with a warning: \(reasons)"
    case .fail: return "\(mark)\(id) failed: \(reasons)"
    }
  }
}

extension HealthFinding {
  /// The observation and the remedy.
  fileprivate var text: String {
    let parts = [found, advice].compactMap { $0?.onOneLine(atMost: 400) }
    return "\(name): \(parts.joined(separator: " – "))"
  }
}
