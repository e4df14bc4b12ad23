import Foundation

/// A file beside the tests.
enum Fixture {
  static func file(_ path: String) -> URL {
    Bundle.module.bundleURL.appendingPathComponent("Fixtures/" + path)
  }
}
