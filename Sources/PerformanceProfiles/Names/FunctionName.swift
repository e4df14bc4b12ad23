import CPerformanceProbe
import Foundation

/// Readable names of functions: `Scanner.skipWhitespace()`, `closure #1 in Suite.test()`, `specialized
/// Array.append(_:)`.
///
/// All specialisations of one function have one name. Names of C++ are unchanged: Callgrind has demangled them.
package enum FunctionName {
  /// The beginning of the name of code without a symbol.
  package static let nameless = "code without a name"

  /// The readable form of a symbol.
  /// - Parameter object: the path of the library that contains it, which names code without a symbol.
  package static func readable(_ symbol: String, object: String = "") -> String {
    if isAddress(symbol) {
      // Addresses differ from build to build.
      let library = object.split(separator: "/").last.map { " in \($0)" } ?? ""
      return nameless + library
    }
    guard let full = demangled(symbol) else { return withoutCompilerSuffix(symbol) }
    return SwiftName.simplified(full)
  }

  /// The full demangled form of the runtime; `nil` for a name that is not Swift's.
  package static func demangled(_ symbol: String) -> String? {
    guard symbol.hasPrefix("$s") || symbol.hasPrefix("$S") || symbol.hasPrefix("$e") || symbol.hasPrefix("_T") else {
      return nil
    }
    guard let text = swift_demangle(symbol, symbol.utf8.count, nil, nil, 0) else { return nil }
    defer { free(text) }
    let full = String(cString: text)
    // The runtime returns a name that it cannot demangle unchanged.
    return full == symbol ? nil : full
  }

  private static func isAddress(_ symbol: String) -> Bool {
    symbol.hasPrefix("0x") && symbol.count > 2 && symbol.dropFirst(2).allSatisfy(\.isHexDigit)
  }

  /// A name without the suffixes of parts and copies that an optimiser makes of C functions, such as `f.part.0`.
  private static func withoutCompilerSuffix(_ symbol: String) -> String {
    let kinds = ["constprop", "isra", "part", "cold", "llvm", "lto_priv"]
    let parts = symbol.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, !parts[0].isEmpty,
      let cut = parts.dropFirst().firstIndex(where: { kinds.contains(String($0)) })
    else { return symbol }
    return parts[..<cut].joined(separator: ".")
  }
}
