import Foundation

/// A library that is loaded at run time and may be absent.
///
/// It is never closed: its symbols stay valid for the life of the process. Symbols are bound at once, and stay
/// invisible to libraries that are loaded later.
package struct DynamicLibrary: Sendable {
  /// The requested path or name.
  package let name: String
  /// The loader's handle; a number, because Swift does not let pointers cross threads.
  private let handle: UInt

  /// Loads a library.
  ///
  /// - Parameter name: A path, or a name without a slash, which the loader searches in its own folders.
  /// - Throws: The loader's error when the library is absent or cannot be loaded.
  package init(_ name: String) throws(DynamicLibraryError) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw DynamicLibraryError(name: name, reason: dlerror().map { String(cString: $0) } ?? "no reason given")
    }
    self.name = name
    self.handle = UInt(bitPattern: handle)
  }

  /// A function of the library, or `nil` when it has none of that name.
  ///
  /// - Parameter type: The type of a pointer to the function, `@convention(c)`; it is not checked.
  package func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
    address(of: name).map { unsafeBitCast($0, to: type) }
  }

  /// The path of the file that holds a symbol, as the loader reports it; `nil` without such a symbol.
  package func path(holding name: String) -> String? {
    guard let address = address(of: name), let dladdr = Self.dladdr else { return nil }
    // `Dl_info`: the path, the file's address, the symbol's name, its address.
    return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: 4) { info in
      info.initialize(repeating: nil)
      guard dladdr(address, info.baseAddress) != 0 else { return nil }
      return info[0].map { String(cString: $0) }
    }
  }

  /// glibc's headers declare `dladdr` only where `_GNU_SOURCE` is defined, which Swift's module of them does not do.
  private static var dladdr: (@convention(c) (UnsafeRawPointer?, UnsafeMutableRawPointer?) -> Int32)? {
    dlsym(dlopen(nil, RTLD_NOW), "dladdr").map {
      unsafeBitCast($0, to: (@convention(c) (UnsafeRawPointer?, UnsafeMutableRawPointer?) -> Int32).self)
    }
  }

  private func address(of name: String) -> UnsafeMutableRawPointer? {
    dlsym(UnsafeMutableRawPointer(bitPattern: handle), name)
  }
}
