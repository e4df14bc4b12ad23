import PerformanceRecords

extension Verdict {
  /// The acceptance of the regression; `nil` where there is none.
  package var acceptanceText: String? {
    guard let acceptance else { return nil }
    let until = acceptance.until.shown(atMost: 20)
    switch acceptance.state {
    case .valid: return "accepted until \(until): \(acceptance.reason.onOneLine(atMost: 300))"
    case .expired: return "its acceptance ended on \(until); accept it again or fix it"
    case .exceeded:
      let limit = metric.map { " up to " + ValueFormat.text(acceptance.limit, of: $0) } ?? " less"
      return "accepted until \(until), but only\(limit)"
    case .other(let name): return name.text.shown(atMost: 60)
    }
  }

  /// The arguments of `perftest` that accept the regression for a while; `nil` for other verdicts.
  package var acceptArguments: String? {
    guard outcome == .regressed, let metric else { return nil }
    let benchmark = subject.description.quotedForShell ?? "'…'"
    return "accept \(benchmark) --metric \(metric.name.typedWord) --reason '…' --until YYYY-MM-DD"
  }
}

extension UnusedAcceptance {
  /// Why the acceptance is unnecessary, and the command that removes it.
  package var text: String {
    let why =
      switch cause {
      case .notMeasured: "no 'measure' call produces it any more"
      case .notRegressed: "it is no longer regressed"
      case .other(let cause): cause.text.shown(atMost: 60)
      }
    let remove = "accept \(benchmark.description.quotedForShell ?? "'…'") --metric \(metric.typedWord) --remove"
    return "\(metric.shown(atMost: 60)) is accepted until \(until), but \(why): \(PerftestCommand.prefix) \(remove)"
  }
}

extension String {
  /// The text as a word of a shell, quoted only where necessary.
  fileprivate var typedWord: String {
    let isPlain = !isEmpty && utf8.count <= 60 && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return isPlain ? self : quotedForShell ?? "'…'"
  }
}
