import Foundation
import PerformanceSystem
import Testing

@Suite("A library that is loaded at run time")
struct DynamicLibraryTests {
  #if canImport(Darwin)
    private static let name = "/usr/lib/libSystem.B.dylib"
  #elseif canImport(Musl)
    private static let name = "libc.so"
  #else
    private static let name = "libm.so.6"
  #endif

  @Test("has its functions called")
  func call() throws {
    let library = try DynamicLibrary(Self.name)
    let cosine = try #require(library.symbol("cos", as: (@convention(c) (Double) -> Double).self))
    #expect(cosine(0) == 1)
    #expect(library.name == Self.name)
  }

  @Test("has no function of a name that it does not export")
  func missingFunction() throws {
    let library = try DynamicLibrary(Self.name)
    #expect(library.symbol("perftest_has_no_such_function", as: (@convention(c) () -> Void).self) == nil)
    #expect(library.path(holding: "perftest_has_no_such_function") == nil)
  }

  #if os(Linux)
    @Test("reports the path from which it was loaded")
    func path() throws {
      let path = try #require(DynamicLibrary(Self.name).path(holding: "cos"))
      #expect(path.hasPrefix("/") && path.contains("/\(Self.name)"))
    }
  #endif

  @Test("that is absent is an error with the name and the loader's reason, once each")
  func absent() {
    let error = #expect(throws: DynamicLibraryError.self) { try DynamicLibrary("libperftest-absent.so.1") }
    let parts = error?.description.components(separatedBy: "libperftest-absent.so.1") ?? []
    #expect(parts.count == 2 && parts.first == "")
    #expect(error?.description.contains(": ") == true)
  }
}
