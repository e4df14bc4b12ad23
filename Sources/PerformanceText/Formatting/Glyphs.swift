import PerformanceBuild

/// The characters that a reader's terminal can show.
package enum Glyphs: Equatable, Sendable {
  /// Boxes, blocks and other symbols of Unicode.
  case unicode
  /// Printable ASCII alone.
  case ascii

  /// The characters by the locale.
  package init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment.setting($0) }.first ?? ""
    self = ["utf-8", "utf8"].contains(where: locale.lowercased().contains) ? .unicode : .ascii
  }
}
