import PerformanceRecords

extension BodyRun {
  /// What a body did that began after the measurements and did not end.
  package var sentence: String {
    let name = function.description.shown(atMost: 200)
    let what = state == .timedOut ? "did not end in time" : "ended the process"
    return "\(name) \(what) when its test ran once after the measurements; tests after it did not run"
  }
}
