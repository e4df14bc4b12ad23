/// Times of day as text.
package enum TimeOfDay {
  /// Seconds since 1970 as a time of day in UTC, such as `14:03:22`; dashes where they are no date.
  ///
  /// By hand: a formatter of Foundation loads its data first, which takes longer than the first frame of a dashboard.
  package static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, (0..<1e11).contains(seconds) else { return "--:--:--" }
    let second = Int(seconds) % 86_400
    return [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
