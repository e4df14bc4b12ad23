import Foundation
import PerformanceBuild

/// What a file or setting is that could not be used.
enum InputKind: String, CaseIterable {
  case arguments, baseline, event, history, variable, config

  /// - Parameter file: the name that the error has: a path, or the environment variable.
  init(file: String) {
    let name = URL(fileURLWithPath: String(file.prefix { $0 != ":" })).lastPathComponent
    self =
      if file == Self.arguments.rawValue {
        .arguments
      } else if file.contains(PerftestVariable.prefix) {
        .variable
      } else if name.hasSuffix(".jsonl") {
        .event
      } else if name.hasPrefix("history") {
        .history
      } else if file.contains("/counts/") || file.contains("/profiles/") || name.split(separator: ".").count > 2 {
        .baseline  // `Module.Suite.json`
      } else {
        .config
      }
  }
}
