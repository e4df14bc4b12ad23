/// The windows of a warm-up, which double until the body is warm and the time of an iteration is known.
struct WarmUp {
  /// The iterations of the next window.
  var batch = 1
  /// The shortest time of an iteration in nanoseconds, including set-ups where they dominate; infinite before the first
  /// window.
  private(set) var fastest = Double.infinity
  private var warm = 0.0
  private var spent = 0.0

  /// Takes in a window of ``batch`` iterations.
  /// - Parameters:
  ///   - measured: nanoseconds between the two clock reads.
  ///   - length: nanoseconds of the window, set-ups included.
  mutating func add(measured: Double, length: Double) {
    let whole = max(length, measured)
    warm += measured
    spent += whole
    // A set-up may cost a hundred times the body; then the time of a sample includes its set-ups.
    // The fastest window counts: an interrupted one would make every later sample far too short.
    let each = max(measured / Double(batch), 0.1)
    fastest = min(fastest, max(each, whole / Double(batch) / SessionSettings.longestAround))
  }

  /// Whether the body is warm, and the number of iterations of a sample is planned or can be selected.
  func isOver(_ warmup: Double, planned: Int?) -> Bool {
    let isWarm = warm >= warmup || spent >= warmup * SessionSettings.longestAround
    return isWarm && (planned != nil || fastest * Double(batch) >= SessionSettings.sampleLength / 4)
  }

  /// Doubles the batch, but not beyond a sample: the estimate of a cold body is far too high.
  mutating func grow() {
    let longest = (SessionSettings.sampleLength / fastest).rounded(.up)
    batch = max(min(batch * 2, Int(longest)), 1)
  }
}
