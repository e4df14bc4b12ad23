import Foundation
import PerformanceTestSupport
import PerformanceWorkflows

/// Programs that record their arguments and do nothing else, first on the path of a script under test.
struct RecordingTools {
  private let folder: TemporaryFolder

  /// - Parameter programs: the name of each with lines of bash that follow the recording; `$folder` is that of ``write(_:to:)``.
  init(_ programs: [String: String]) throws {
    folder = try TemporaryFolder()
    for (name, lines) in programs {
      try folder.writeProgram(
        """
        #!/usr/bin/env bash
        folder=$(dirname "$0")
        printf '%q ' "${0##*/}" "$@" >>"$folder/calls"
        echo >>"$folder/calls"
        \(lines)

        """, to: name)
    }
  }

  /// Writes a file that the programs read.
  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

  /// The environment of this process with the programs first on its path.
  func environment(adding variables: [String: String] = [:]) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return BuiltCommand.environment(adding: variables).merging(["PATH": folder.url.path + ":" + path]) { $1 }
  }

  /// The calls so far as words, the name of the program first.
  func calls() throws -> [[String]] {
    guard let text = try? folder.text(of: "calls") else { return [] }
    return try text.split(separator: "\n").map { line in
      try TestTool.run(["bash", "-c", "eval set -- \"$1\"; printf '%s\\n' \"$@\"", "bash", String(line)])
        .split(separator: "\n").map(String.init)
    }
  }
}

extension Perftest {
  /// The command of some words and the words after its name, which may have two words.
  static func command(of words: [String]) -> (command: any Command.Type, rest: [String])? {
    for count in [2, 1] {
      let name = words.prefix(count).joined(separator: " ")
      if let command = commands.first(where: { $0.name == name }) { return (command, Array(words.dropFirst(count))) }
    }
    return nil
  }
}
