/// Paths as texts of equal length: the environment and the arguments of a process must not depend on the location of the
/// package.
enum FixedLengthPath {
  private static let step = 512

  /// An absolute path, preceded by slashes up to a multiple of 512 bytes; the system ignores them.
  static func text(of path: String) -> String {
    let rest = path.utf8.count % step
    return String(repeating: "/", count: rest == 0 ? 0 : step - rest) + path
  }

  /// The path in such a text.
  static func path(from text: String) -> String {
    let rest = text.drop { $0 == "/" }
    return text.hasPrefix("/") ? "/" + rest : String(rest)
  }
}
