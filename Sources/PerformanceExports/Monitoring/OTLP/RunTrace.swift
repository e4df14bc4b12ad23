import PerformanceRecords
import PerformanceSystem

/// The identifiers of the spans of a run: the same whenever the run is exported, in its traces and in its logs.
struct RunTrace {
  /// The trace: that of the span that caused the run, else one of its own. 32 hexadecimal digits.
  let traceID: String
  /// The span that caused the run; `nil` where none is known.
  let parentID: String?
  private let run: String

  init(_ record: RunRecord) {
    run = record.id ?? ""
    let parent = record.start?.provenance.traceParent.flatMap { TraceParent($0) }
    traceID = parent?.traceID ?? Self.hash("trace", run) + Self.hash("trace, second half", run)
    parentID = parent?.spanID
  }

  /// The span of the run.
  var runID: String { span("run") }

  /// The span of a suite, by its name.
  func suiteID(_ suite: String) -> String { span("suite", suite) }

  /// The span of a benchmark, by its name.
  func benchmarkID(_ benchmark: String) -> String { span("benchmark", benchmark) }

  /// The span of a pass of a benchmark.
  func passID(_ benchmark: String, _ pass: String, _ side: String) -> String { span("pass", benchmark, pass, side) }

  private func span(_ parts: String...) -> String { Self.hash("span", run, parts.joined(separator: "\0")) }

  /// 16 hexadecimal digits, not all of them 0.
  private static func hash(_ parts: String...) -> String {
    let bits = UInt64(FileName.hash(parts.joined(separator: "\0")), radix: 16) ?? 0
    // Samplers read the lowest bits, which FNV mixes least. This is the last step of MurmurHash3.
    var mixed = (bits ^ (bits >> 33)) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    mixed ^= mixed >> 33
    let digits = String(max(mixed, 1), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
