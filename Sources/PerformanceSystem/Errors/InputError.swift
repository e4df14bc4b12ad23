import Foundation

/// Unusable input: the file, the key in it, the problem and the remedy.
///
/// The command exits with 78 (`EX_CONFIG`) on it, and nothing is written.
package struct InputError: Error, Equatable, Sendable, Codable {
  /// The file or folder, or the name of an environment variable.
  package var file: String
  /// The path of the key inside the file, such as `benchmarks[3].test`; `nil` for the whole file.
  package var key: String?
  /// The problem, as the predicate of a sentence about the file.
  package var problem: String
  /// The remedy, as a sentence.
  package var remedy: String

  package init(file: String, key: String? = nil, problem: String, remedy: String) {
    self.file = file
    self.key = key
    self.problem = problem
    self.remedy = remedy
  }
}

extension InputError: CustomStringConvertible {
  package var description: String {
    let subject = file.printable + (key.map { ", " + $0.printable } ?? "")
    return "\(subject): \(problem.printable). \(remedy)"
  }
}

extension InputError {
  /// The error for an unwritable file or folder in the state folder.
  package static func unwritable(_ url: URL) -> InputError {
    InputError(
      file: url.path, problem: "cannot be written",
      remedy: "Make it writable, free some space, or set PERFTEST_STATE to a folder that is.")
  }
}
