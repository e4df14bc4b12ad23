import PerformanceOperationsCommands
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization

/// A package in a folder of its own, in which commands run in this process.
struct CommandPackage {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.0\n", to: "Package.swift")
  }

  /// How a command ended, and what it wrote to both streams.
  struct Outcome {
    var status: Int32
    var output: String
    var messages: String
  }

  @discardableResult
  func run(_ words: [String], environment: [String: String] = [:]) -> Outcome {
    let (output, messages) = (Captured(), Captured())
    let streams = Output(
      results: Output.Stream { output.add($0) }, messages: Output.Stream { messages.add($0) })
    let context = CommandContext(output: streams, environment: environment, folder: folder.url)
    let status = CommandRunner.operations.run(words, in: context)
    return Outcome(status: status.rawValue, output: output.text, messages: messages.text)
  }
}

/// What a command has written.
private final class Captured: Sendable {
  private let content = Mutex("")

  func add(_ text: String) -> Bool {
    content.withLock { $0 += text }
    return true
  }

  var text: String { content.withLock { $0 } }
}
