import Foundation
import PerformanceRecords
import PerformanceSystem

/// One line of a child's answer.
package enum ChildMessage: Codable, Sendable {
  /// The methodology of the bundle, said before it lists its functions.
  case introduced(methodology: Int)
  /// Nothing can be measured as the environment asks for it.
  case refused(InputError)
  /// A function of a performance suite: one that is selected, or in a session one that is entered.
  case function(TestFunctionID)
  /// A selected function that its test leaves out of the counting pass.
  case uncounted(TestFunctionID)
  /// A window that took long is done.
  case progressed
  /// A case of the function was entered, so it is not disabled.
  case entered
  /// All cases of a function have ended.
  case completed(TestFunctionID)
  /// A `measure` call begins; its session follows when it ends.
  case measuring(BenchmarkID, CodeLocation)
  /// A `measure` call in a task or thread that does not know its test, so that it cannot be measured.
  case detached(CodeLocation)
  /// A failure was recorded before a `measure` call gave its result.
  case issue(RecordedIssue)
  /// A failure was recorded after the last `measure` call gave its result.
  case failedAfterwards(String)
  /// A session of a benchmark.
  case session(BenchmarkSession)
  /// A benchmark whose iterations Callgrind counted.
  case counted(CountedBenchmark)
  /// A number that the test recorded itself.
  case custom(BenchmarkID, MetricReading)
  /// A number that the test recorded itself and that is none: the metric's name and the text of the number.
  case notANumber(BenchmarkID, metric: String, value: String)
  /// Two `measure` calls have one id.
  case duplicate(BenchmarkID, first: CodeLocation, second: CodeLocation)
  /// The function was not run: it asks for variables of the environment that were not looked for.
  case requested(TestFunctionID, variables: Set<String>)
  /// The body threw: the description of the error, and the iterations that were running.
  case threw(String, iterations: ClosedRange<Int>?)
}

extension ChildMessage {
  /// The same with each code location changed.
  func mapped(_ location: (CodeLocation) -> CodeLocation) -> ChildMessage {
    switch self {
    case .session(var session):
      session.location = location(session.location)
      return .session(session)
    case .counted(var counted):
      counted.session.location = location(counted.session.location)
      return .counted(counted)
    case .measuring(let id, let place): return .measuring(id, location(place))
    case .detached(let place): return .detached(location(place))
    case .duplicate(let id, let first, let second):
      return .duplicate(id, first: location(first), second: location(second))
    default: return self
    }
  }

  /// The sessions in a child's answers, with the numbers that tests recorded themselves among the readings.
  package static func sessions(in answers: [ChildMessage]) -> [BenchmarkSession] {
    var sessions: [BenchmarkSession] = []
    for answer in answers {
      switch answer {
      case .session(let session): sessions.append(session)
      case .custom(let id, let reading):
        guard let index = sessions.lastIndex(where: { $0.id == id }) else { continue }
        sessions[index].readings.append(reading)
      case .failedAfterwards(let text):
        guard let index = sessions.indices.last else { continue }
        sessions[index].warnings.append(.failedAfterwards(text))
      default: continue
      }
    }
    return sessions
  }
}

/// Writes answers, one line each; lines from several tasks do not mix.
package final class MessageWriter: Sendable {
  private let descriptor: Int32

  /// - Throws: ``InputError`` when the file cannot be made.
  package init(file: URL) throws {
    descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw InputError(
        file: file.path, problem: "cannot be written (\(String(cString: strerror(errno))))",
        remedy: "Set PERFTEST_STATE to a folder that can be written.")
    }
  }

  deinit { close(descriptor) }

  /// Appends one line. A line that cannot be written is missed by the reader, who then calls the session failed.
  package func write(_ answer: ChildMessage) {
    guard var line = try? JSONEncoder().encode(answer) else { return }
    line.append(UInt8(ascii: "\n"))
    _ = line.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// How many lines of a file are no answers, as those of another version of this package may be.
  package static func unreadable(in file: URL) -> Int {
    let lines = ((try? Data(contentsOf: file)) ?? Data()).split(separator: UInt8(ascii: "\n"))
    return lines.count - answers(in: file).count
  }

  /// The answers in a file; an incomplete last line belongs to a child that died while writing.
  package static func answers(in file: URL) -> [ChildMessage] {
    guard let data = try? Data(contentsOf: file), let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    return data[..<end].split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(ChildMessage.self, from: Data($0))
    }
  }
}
