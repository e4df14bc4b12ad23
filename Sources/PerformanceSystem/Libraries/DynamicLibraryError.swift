/// Why a library could not be loaded.
package struct DynamicLibraryError: Error, Equatable, Sendable {
  /// The requested path or name.
  package var name: String
  /// The message of the system's loader.
  package var reason: String

  package init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}

extension DynamicLibraryError: CustomStringConvertible {
  package var description: String {
    // The loader of glibc begins its text with the name; that of musl and macOS does not always.
    reason.contains(name) ? reason : "\(name): \(reason)"
  }
}
