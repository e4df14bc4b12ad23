import PerformanceWorkflows
import Synchronization

/// The lines of a command's messages.
final class RecordedLines: Sendable {
  private let recorded = Mutex<[String]>([])

  var lines: [String] { recorded.withLock { $0 } }

  var output: Output {
    let stream = Output.Stream { [self] text in
      recorded.withLock { $0.append(String(text.dropLast())) }
      return true
    }
    return Output(results: stream, messages: stream)
  }
}
