import PerformanceRecords

extension [BodyRun] {
  private static let mostNames = 3

  /// How bodies that began after the measurements and did not end stopped the process; `nil` without any.
  ///
  /// When several ran at once, the culprit is unknown.
  package var sentence: String? {
    guard let first else { return nil }
    let names = prefix(Self.mostNames).map { $0.function.description.shown(atMost: 200) }.joined(separator: " or ")
    let more = count > Self.mostNames ? " or another one" : ""
    let what = first.state == .timedOut ? "did not end in time" : "ended the process"
    return "\(names)\(more) \(what) when its test ran once after the measurements; tests after it did not run"
  }
}
