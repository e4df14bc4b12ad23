import Foundation

/// Where a growing file is also sent.
package enum StreamDestination: Equatable, Sendable {
  /// Standard output of the process that sends.
  case standardOutput
  /// The path of a file, which is replaced, or of a named pipe.
  case file(String)
  /// The path of a socket, to which any number of readers connect.
  case socket(String)

  /// The forms of a destination.
  package static let allowed = "a file, - for standard output, or unix:PATH with a path of at most 100 bytes"
  /// The system's structure has room for 103 bytes on macOS and for 107 on Linux.
  private static let longestSocketPath = 100
  private static let socketPrefix = "unix:"

  /// Reads a destination; relative paths are resolved against a folder. `nil` for another text than ``allowed``.
  package init?(_ text: String, in folder: URL) {
    let isSocket = text.hasPrefix(Self.socketPrefix)
    let path = isSocket ? String(text.dropFirst(Self.socketPrefix.count)) : text
    guard !path.isEmpty, !path.contains("\0") else { return nil }
    if path == "-" && !isSocket {
      self = .standardOutput
      return
    }
    let absolute = path.hasPrefix("/") ? path : folder.appendingPathComponent(path).path
    guard isSocket else {
      self = .file(absolute)
      return
    }
    guard absolute.utf8.count <= Self.longestSocketPath else { return nil }
    self = .socket(absolute)
  }

  /// The destination as it is typed.
  package var typed: String {
    switch self {
    case .standardOutput: "-"
    case .file(let path): path
    case .socket(let path): Self.socketPrefix + path
    }
  }
}
