import Foundation

/// A file that lists the XCTest cases of a package, which SwiftPM needed before it discovered tests.
///
/// SwiftPM still makes such a file the entry point of the test bundle. The bundle then runs the listed cases and no test
/// of Swift Testing, and the file imports unit tests that the gate's build excludes.
package enum TestEntryPoint {
  private static let names = ["LinuxMain.swift", "XCTMain.swift"]

  /// The build options that make SwiftPM ignore such a file; empty without one, because SwiftPM deprecates them.
  package static func buildOptions(for package: URL) -> [String] {
    exists(in: package) ? ["--enable-test-discovery"] : []
  }

  /// SwiftPM searches the parent of each test target's folder and the folders above it, up to the package's own.
  private static func exists(in package: URL) -> Bool {
    let tests = package.appendingPathComponent("Tests")
    let below = (try? FileManager.default.contentsOfDirectory(at: tests, includingPropertiesForKeys: nil)) ?? []
    return ([package, tests] + below).contains { folder in
      names.contains { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
    }
  }
}
