import PerformanceRecords

extension BenchmarkWarning {
  /// The effect on the numbers, and how to remove its cause.
  package var text: String {
    switch self {
    case .tooShort(let nanoseconds, let overhead):
      "\(kind): the body takes \(Self.short(nanoseconds)) ns, the loop itself \(Self.short(overhead)) ns; "
        + "do more work in one iteration"
    case .removedByOptimiser(let nanoseconds, let overhead):
      "\(kind): the body takes \(Self.short(nanoseconds)) ns, no more than the loop (\(Self.short(overhead)) ns); "
        + "return its result from the closure and pass its inputs through blackBox(_:)"
    case .firstCallTooShort(let nanoseconds, let overhead):
      "\(kind): the first call takes \(Self.short(nanoseconds)) ns, an empty window \(Self.short(overhead)) ns; "
        + "measure it without '.coldStart'"
    case .knownIssue:
      "\(kind): the body records a known issue, whose cost is part of the numbers; fix it, or leave it out of the measured body"
    case .failedAfterwards(let text):
      "\(kind): after the 'measure' call this failed in a measuring process: \(text); for limits on numbers use "
        + "'.budget', which is judged over all processes"
    case .other: "\(kind.shown(atMost: 100)): a warning that only a newer perftest explains"
    }
  }

  private static func short(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
