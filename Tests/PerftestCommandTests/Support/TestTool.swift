import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceTestSupport

/// A tool that a test runs to its end, such as git or a compiler.
enum TestTool {
  /// It failed, or did not end in far more time than it needs; what it wrote.
  struct Failure: Error { var text: String }

  /// Runs the first program of this name on the path, and gives what it writes to both streams.
  @discardableResult
  static func run(
    _ arguments: [String], environment: [String: String] = BuiltCommand.environment()
  ) throws -> String {
    let folder = try TemporaryFolder()
    let output = folder.file("output")
    let tool = try ChildProcess(
      "/usr/bin/env", arguments: ["env"] + arguments, environment: environment, output: .file(output))
    // As long as a test may take: a compiler beside all other tests on a slow machine needs minutes.
    let ending = tool.wait(seconds: 3600)
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    guard ending == .exited(0) else { throw Failure(text: "\(arguments) \(ending.text): \(text)") }
    return text
  }
}
