import PerformanceRecords

extension Unavailability {
  /// Why there is no number.
  package var text: String {
    switch self {
    case .notFinite: "a value is not a finite number"
    case .missingValue: "a value is missing or not a finite number"
    case .notANumber(let value): "the test recorded \(value), which is not a number from 0 up"
    case .sanitizer: "a sanitizer owns the allocator"
    case .cannotCount: "counting needs Linux with glibc and a test bundle"
    case .noHighWaterMark: "the high-water mark needs Linux and /proc/self/clear_refs"
    case .noProcessAccount: "the process account was not read"
    case .noIOAccount: "/proc/self/io cannot be read"
    case .notMeasuredHere: "this process does not measure it"
    case .noThroughput: "the 'measure' call has no 'throughput:' with a number above 0"
    case .notCounted(let failure): failure.text
    case .external(let text): text
    case .other(let name): name
    }
  }
}

extension UncheckedBudget {
  /// Which budget was not checked, and why.
  var text: String { "the budget on \(metric) (\(statistic)) was not checked: \(cause.text)" }
}

extension UncheckedBudget.Cause {
  fileprivate var text: String {
    switch self {
    case .notRead: "it was not read"
    case .unavailable(let cause): cause.text
    case .notCountedAgainstCommit: "against another commit they are counted where some are on file"
    case .noCount: "Callgrind gave none"
    case .cannotCount(let text): text
    case .countingForbidden: "--no-count"
    case .countingUnasked: "'\(PerftestCommand.prefix) gate' counts them"
    case .other(let name): name
    }
  }
}
