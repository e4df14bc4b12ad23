import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// What the sessions of a run show about the machine that measured them.
struct MachineFacts {
  /// The shares of waiting and of stolen time from which a session counts as disturbed.
  private static let disturbing = (waiting: 0.1, steal: 0.02)
  /// The fewest benchmarks whose times show a shift of all of them, and the part of them on its side.
  private static let leastForShift = (benchmarks: 5, part: 0.75, size: 0.05)

  /// The benchmarks that were timed, and those in one session alone.
  private let benchmarks: (all: Int, once: Int)
  private let sessions: Int
  private let disturbed: Int
  /// The numbers that could not be judged because of the machine.
  private let contaminated: Int
  private let waiting: Range?
  private let stolen: Range?
  private let pressure: Range?
  /// now / baseline of the times, one for each benchmark.
  private let ratios: [Double]
  /// How many times slower the calibration loops are than at the recording, one for each benchmark.
  private let loops: [Double]

  /// The median and the worst of some shares.
  private struct Range {
    let median: Double
    let worst: Double

    init?(_ shares: [Double]) {
      let shares = shares.filter { $0.isFinite && $0 >= 0 }
      guard let median = Quantile.median(of: shares), let worst = shares.max() else { return nil }
      (self.median, self.worst) = (median, worst)
    }

    var text: String {
      let (middle, most) = (ValueFormat.share(median), ValueFormat.share(worst))
      return middle == most ? "\(middle) of the time" : "\(middle) of the time in the median, \(most) at worst"
    }
  }

  /// - Parameter compared: the verdicts whose number was compared with another one.
  init(_ run: ReportedRun, compared: [Verdict]) {
    let summary = run.summary
    let timed = summary.record.sessions.lazy.filter { $0.side == .head && $0.pass == .timing }.map(\.session)
    var conditions: [SessionConditions] = []
    var counts: [BenchmarkID: Int] = [:]
    var fastest: [BenchmarkID: CalibrationTimes] = [:]
    for session in timed {
      conditions.append(session.conditions)
      counts[session.id, default: 0] += 1
      fastest[session.id] = (fastest[session.id] ?? CalibrationTimes()).fastest(session.conditions.calibration)
    }
    benchmarks = (counts.count, counts.values.count { $0 == 1 })
    sessions = conditions.count
    disturbed = conditions.count { conditions in
      (conditions.waitShare ?? 0) >= Self.disturbing.waiting || (conditions.stealShare ?? 0) >= Self.disturbing.steal
    }
    contaminated = summary.verdicts.count { $0.outcome == .contaminated }
    waiting = Range(conditions.compactMap(\.waitShare))
    stolen = Range(conditions.compactMap(\.stealShare))
    pressure = Range(conditions.compactMap(\.pressureShare))
    let isPaired = summary.start?.configuration.against != nil
    ratios =
      isPaired
      ? [] : compared.filter { $0.metric?.name == MetricDescription.wallClock }.compactMap(\.ratio)
    loops =
      isPaired
      ? []
      : run.baselines.times.flatMap { document in
        document.benchmarks.compactMap { entry -> Double? in
          guard let now = fastest[document.id(of: entry)], now.dependent != nil, entry.calibration.dependent != nil
          else { return nil }
          return now.slowdown(since: entry.calibration)
        }
      }
  }

  // MARK: - Text

  /// The machine in a few words; `nil` where no session has its state.
  var short: String? {
    guard waiting != nil || stolen != nil else { return nil }
    let state =
      disturbed > 0
      ? "the machine was busy in \(disturbed) of \(Plural.text(sessions, "session"))"
      : contaminated > 0 ? "the machine disturbed \(Plural.text(contaminated, "number"))" : "the machine was quiet"
    return [
      state, benchmarks.once > 0 ? once : nil,
      shift == nil ? nil : "all times shifted together",
    ]
    .compactMap { $0 }.joined(separator: ", ")
  }

  /// The facts, one a line.
  var lines: [String] {
    [
      waiting.map { "Waiting: the measured threads waited for a free processor \($0.text)." },
      stolen.map { "Other virtual machines: the host gave them \($0.text) of all processors (steal)." },
      pressure.map { "Other programs: some process of this machine waited for a processor \($0.text)." },
      benchmarks.once == 0
        ? nil
        : "Few sessions: \(once). One is enough for 'same', as a disturbance only makes a time worse; a spread needs two.",
      loopText, shift,
    ].compactMap { $0 }
  }

  /// `each benchmark was timed in 1 session`; sessions that count are none of these.
  private var once: String {
    if benchmarks.once == benchmarks.all { return "each benchmark was timed in 1 session" }
    let were = benchmarks.once == 1 ? "was" : "were"
    return "\(benchmarks.once) of \(Plural.text(benchmarks.all, "benchmark")) \(were) timed in 1 session"
  }

  private var loopText: String? {
    guard let slowdown = Quantile.median(of: loops), slowdown.isFinite else { return nil }
    let loops = "fixed loops that use nothing of the code"
    return slowdown == 1
      ? "Speed of the machine: \(loops) are as fast as when the baselines were recorded."
      : "Speed of the machine: \(loops) take \(ValueFormat.share(slowdown - 1)) longer than when the baselines were "
        + "recorded, in the median of the benchmarks."
  }

  /// That nearly all times moved to the same side; `nil` where they did not.
  private var shift: String? {
    guard ratios.count >= Self.leastForShift.benchmarks, let median = Quantile.median(of: ratios), median.isFinite,
      abs(median - 1) >= Self.leastForShift.size
    else { return nil }
    let together = ratios.count { ($0 > 1) == (median > 1) }
    guard Double(together) >= Double(ratios.count) * Self.leastForShift.part else { return nil }
    let side = median > 1 ? "slower" : "faster"
    return "Common shift: \(together) of \(ratios.count) times are \(side) than their baselines, by "
      + "\(ValueFormat.shortChange(median)) in the median. A \(side) machine moves all times, a change of code few."
  }
}
