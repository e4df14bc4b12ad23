import Foundation
import Testing

/// A Swift file of a target.
struct SourceFile: Sendable {
  /// The path below `Sources`.
  let path: String
  /// The content.
  let text: String

  /// The files of a target, in the order of their paths.
  static func all(of target: String) throws -> [SourceFile] {
    let sources = BuiltCommand.checkout.appendingPathComponent("Sources")
    let folder = sources.appendingPathComponent(target)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    return try paths.sorted().map { path in
      SourceFile(
        path: target + "/" + path, text: try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8))
    }
  }

  /// Its lines.
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}
