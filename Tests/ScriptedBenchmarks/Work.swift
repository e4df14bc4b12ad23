import CPerformanceProbe
import Foundation

/// The work of the bodies of these benchmarks: the lines of a file beside the bundle, which a test writes as a user edits
/// source.
///
/// A line is a name, or a name and a value behind a space: `loop 60000` lets an iteration of `loop()` take 60 µs of the
/// scripted clock, `crash` lets `crashing()` crash. Without the file everything is at its default, and without a scripted
/// clock work takes no time.
struct Work: Sendable {
  /// The work of this bundle.
  static let current = Work(text: (try? String(contentsOf: file, encoding: .utf8)) ?? "")

  private static let file = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    .appendingPathComponent("Work.resources/work")

  private let values: [String: String]

  private init(text: String) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
    values = Dictionary(lines.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { $1 })
  }

  /// Whether a line has this name.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The words behind a name.
  func words(_ name: String) -> [String] { (values[name] ?? "").split(separator: " ").map(String.init) }

  /// The text behind a name as a C string, which is never freed.
  func text(_ name: String) -> UnsafePointer<CChar>? { values[name].map { UnsafePointer(strdup($0)) } }

  /// The number behind a name.
  func number(_ name: String, default usual: Int) -> Int { values[name].flatMap { Int($0) } ?? usual }

  /// The cost of an iteration of a body: `NAME` nanoseconds of work, and `NAME.wait` of waiting for a processor.
  ///
  /// With `NAME.grows FILE` each process takes a third longer than the one before; the file remembers how many there were.
  func cost(_ name: String, default usual: Int = 5_000) -> Cost {
    var work = Double(number(name, default: usual))
    for _ in 0..<(values[name + ".grows"].map(Self.earlierProcesses) ?? 0) { work *= 1.33 }
    return Cost(work: UInt64(work), wait: UInt64(number(name + ".wait", default: 0)))
  }

  /// How many processes asked before this one.
  private static func earlierProcesses(_ path: String) -> Int {
    let file = URL(fileURLWithPath: path)
    let earlier = (try? Data(contentsOf: file)) ?? Data()
    try? (earlier + [0]).write(to: file)
    return earlier.count
  }
}

/// The time that an iteration takes by the scripted clock.
struct Cost: Sendable {
  var work: UInt64
  var wait: UInt64

  /// Lets it pass.
  func spend() {
    perf_script_work(work)
    if wait > 0 { perf_script_wait(wait) }
  }
}

/// Objects that a body allocates: one each, and one for their array.
func boxes(_ count: Int) -> [Box] {
  var boxes: [Box] = []
  boxes.reserveCapacity(64)
  for _ in 0..<count { boxes.append(Box()) }
  return boxes
}

final class Box: Sendable {}

struct Broken: Error {}

/// Blocks as long as a file exists, without any time passing by the scripted clock; the path is a C string, because the
/// bodies that it is called in count allocations.
func hold(_ path: UnsafePointer<CChar>) {
  while access(path, F_OK) == 0 { usleep(2_000) }
}

/// Never ends; by the scripted clock minutes pass in a moment.
func hang() {
  while true {
    perf_script_wait(20_000_000_000)
    usleep(10_000)
  }
}
