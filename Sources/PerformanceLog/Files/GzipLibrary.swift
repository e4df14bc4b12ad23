import PerformanceSystem

/// zlib's functions for files in the format of gzip, from the library of the system, which is opened at run time.
///
/// Declarations: `zlib.h`, "gzip file access functions".
package struct GzipLibrary: Sendable {
  /// The library's name on this system.
  #if os(macOS)
    package static let name = "libz.1.dylib"
  #else
    package static let name = "libz.so.1"
  #endif

  /// Why zlib cannot be used.
  package enum Unavailability: Error, Equatable, Sendable {
    /// The library is absent or cannot be loaded.
    case notLoaded(DynamicLibraryError)
    /// The loaded file lacks a function.
    case missing(String)
  }

  let open: @Sendable @convention(c) (Int32, UnsafePointer<CChar>) -> OpaquePointer?
  let read: @Sendable @convention(c) (OpaquePointer, UnsafeMutableRawPointer?, UInt32) -> Int32
  let write: @Sendable @convention(c) (OpaquePointer, UnsafeRawPointer?, UInt32) -> Int32
  let close: @Sendable @convention(c) (OpaquePointer) -> Int32

  /// The system's library; `nil` where it cannot be used.
  package static let system = try? GzipLibrary()

  /// Loads the library.
  /// - Throws: ``Unavailability``.
  package init(_ name: String = GzipLibrary.name) throws(Unavailability) {
    let library: DynamicLibrary
    do {
      library = try DynamicLibrary(name)
    } catch {
      throw .notLoaded(error)
    }
    func symbol<Function>(_ name: String, _ type: Function.Type) throws(Unavailability) -> Function {
      guard let function = library.symbol(name, as: type) else { throw .missing(name) }
      return function
    }
    open = try symbol("gzdopen", (@Sendable @convention(c) (Int32, UnsafePointer<CChar>) -> OpaquePointer?).self)
    read = try symbol(
      "gzread", (@Sendable @convention(c) (OpaquePointer, UnsafeMutableRawPointer?, UInt32) -> Int32).self)
    write = try symbol("gzwrite", (@Sendable @convention(c) (OpaquePointer, UnsafeRawPointer?, UInt32) -> Int32).self)
    close = try symbol("gzclose", (@Sendable @convention(c) (OpaquePointer) -> Int32).self)
  }
}
