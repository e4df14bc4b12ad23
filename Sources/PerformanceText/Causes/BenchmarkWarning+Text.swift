import PerformanceRecords

extension BenchmarkWarning {
  /// What a reader of the numbers should know and do.
  package var text: String {
    switch self {
    case .tooShort(let nanoseconds, let overhead):
      "\(kind): the body takes \(Self.short(nanoseconds)) ns, the loop itself \(Self.short(overhead)) ns; "
        + "do more work in one iteration"
    case .removedByOptimiser(let nanoseconds, let overhead):
      "\(kind): the body takes \(Self.short(nanoseconds)) ns, no more than the loop (\(Self.short(overhead)) ns); "
        + "return its result from the closure and pass its inputs through blackBox(_:)"
    case .knownIssue:
      "\(kind): the body records a known issue, whose cost is part of the numbers; mend it, or measure what is beside it"
    case .failedAfterwards(let text):
      "\(kind): in a process that measures this failed behind the 'measure' call: \(text); for limits on numbers use "
        + "'.budget', which is judged over all processes"
    case .other: "\(kind.shown(atMost: 100)): a warning of a newer perftest, which says more of it"
    }
  }

  private static func short(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
