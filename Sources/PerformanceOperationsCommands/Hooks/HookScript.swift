import PerformanceSystem

/// A script that git runs at a moment, as it is installed.
package struct HookScript: Sendable {
  /// The name of git's hook.
  package let name: String
  /// The script for a package at the root of its checkout.
  package let text: String

  /// All scripts, in the order in which they are installed.
  package static let all = [prePush, postMerge]

  /// The line that names the package.
  private static let packageLine = "\npackage=.\n"
  /// The beginning of the second line of an installed script, before the checksum of the other lines.
  private static let mark = "# Installed by perftest, checksum "

  /// The bytes of the hook for a package.
  /// - Parameter package: the path of the package from the root of its checkout; empty for the root.
  package func installed(for package: String) -> String {
    let text = package.isEmpty ? text : text.replacing(Self.packageLine, with: "\npackage=\(Self.quoted(package))\n")
    guard let end = text.firstIndex(of: "\n") else { return text }
    return text[...end] + Self.mark + FileName.hash(text) + text[end...]
  }

  /// Who wrote a hook.
  package enum Origin: Equatable {
    /// This package, in any of its versions.
    case unchanged
    /// This package, and somebody has changed it since.
    case edited
    /// Somebody else.
    case foreign
  }

  /// Who wrote a hook.
  package static func origin(of hook: String) -> Origin {
    var lines = hook.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, lines[1].hasPrefix(mark) else { return .foreign }
    let checksum = lines.remove(at: 1).dropFirst(mark.count)
    return FileName.hash(lines.joined(separator: "\n")) == checksum ? .unchanged : .edited
  }

  /// A text as one word of a shell.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
