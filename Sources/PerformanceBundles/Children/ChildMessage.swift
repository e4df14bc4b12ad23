import Foundation
import PerformanceRecords
import PerformanceSystem

/// A message of a child, one line of its message file.
package indirect enum ChildMessage: Codable, Sendable {
  /// The methodology of the bundle, sent before its functions.
  case introduced(methodology: Int)
  /// The environment requests something that cannot be measured.
  case refused(InputError)
  /// A function of a performance suite: selected, or in a session entered.
  case function(TestFunctionID)
  /// A selected function that its test excludes from the counting pass.
  case uncounted(TestFunctionID)
  /// A selected function whose first call is counted, in a process of its own.
  case countedAlone(TestFunctionID)
  /// A long window has ended.
  case progressed
  /// A case of the function was entered, so it is not disabled.
  case entered
  /// All cases of a function have ended.
  case completed(TestFunctionID)
  /// A `measure` call begins; its session follows when it ends.
  case measuring(BenchmarkID, CodeLocation)
  /// A `measure` call in a task or thread without a current test, which cannot be measured.
  case detached(CodeLocation)
  /// A `measure` call with a cold start that is not the first call in its process.
  case notFirst(CodeLocation)
  /// A failure was recorded before a `measure` call gave its result.
  case issue(RecordedIssue)
  /// A failure was recorded after the last `measure` call gave its result.
  case failedAfterwards(String)
  /// A session of a benchmark.
  case session(BenchmarkSession)
  /// A benchmark whose iterations Callgrind counted.
  case counted(CountedBenchmark)
  /// A custom number that the test recorded.
  case custom(BenchmarkID, MetricReading)
  /// A custom value that is not a number: the metric's name and the text of the value.
  case notANumber(BenchmarkID, metric: String, value: String)
  /// Two `measure` calls of one case, or of a test without cases, have the same id.
  case duplicate(BenchmarkID, first: CodeLocation, second: CodeLocation)
  /// Two cases of a function have the same label.
  case sharedLabel(BenchmarkID, CodeLocation)
  /// The function was not run: it requests environment variables that were not passed on.
  case requested(TestFunctionID, variables: Set<String>)
  /// The body threw: the description of the error, and the iterations that were running.
  case threw(String, iterations: ClosedRange<Int>?)
}

extension ChildMessage {
  /// A copy with each code location mapped.
  func mapped(_ location: (CodeLocation) -> CodeLocation) -> ChildMessage {
    switch self {
    case .session(var session):
      session.location = location(session.location)
      return .session(session)
    case .counted(var counted):
      counted.session.location = location(counted.session.location)
      return .counted(counted)
    case .measuring(let id, let call): return .measuring(id, location(call))
    case .detached(let call): return .detached(location(call))
    case .notFirst(let call): return .notFirst(location(call))
    case .sharedLabel(let id, let call): return .sharedLabel(id, location(call))
    case .duplicate(let id, let first, let second):
      return .duplicate(id, first: location(first), second: location(second))
    default: return self
    }
  }

  /// The sessions in a child's messages, with custom numbers among the readings.
  package static func sessions(in messages: [ChildMessage]) -> [BenchmarkSession] {
    var sessions: [BenchmarkSession] = []
    for message in messages {
      switch message {
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

/// Writes messages, one line each; lines of concurrent tasks do not mix.
package final class MessageWriter: Sendable {
  private let descriptor: Int32

  /// - Throws: ``InputError`` when the file cannot be created.
  package init(file: URL) throws {
    descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw InputError(
        file: file.path, problem: "cannot be written (\(String(cString: strerror(errno))))",
        remedy: "Set PERFTEST_STATE to a folder that can be written.")
    }
  }

  deinit { close(descriptor) }

  /// Appends one line. If it cannot be written, the reader misses it and reports the session as failed.
  package func write(_ message: ChildMessage) {
    guard var line = try? JSONEncoder().encode(message) else { return }
    line.append(UInt8(ascii: "\n"))
    _ = line.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// The number of unreadable lines in a file, such as those of another version of this package.
  package static func unreadable(in file: URL) -> Int {
    let lines = ((try? Data(contentsOf: file)) ?? Data()).split(separator: UInt8(ascii: "\n"))
    return lines.count - messages(in: file).count
  }

  /// The messages in a file; an incomplete last line belongs to a child that died while writing.
  package static func messages(in file: URL) -> [ChildMessage] {
    guard let data = try? Data(contentsOf: file), let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    return data[..<end].split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(ChildMessage.self, from: Data($0))
    }
  }
}
