import Foundation

/// Input that cannot be used: which file, which key in it, what is wrong, and what to do.
///
/// The command exits with 78 (`EX_CONFIG`) on it, and nothing is written.
package struct InputError: Error, Hashable, Sendable, Codable {
  /// The file or folder, or the name of an environment variable.
  package var file: String
  /// The path of the key inside the file, such as `benchmarks[3].test`; `nil` when the whole file is meant.
  package var key: String?
  /// What is wrong.
  package var problem: String
  /// What to do about it.
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
  /// The error of a file or folder in the state folder that cannot be written.
  package static func unwritable(_ url: URL) -> InputError {
    InputError(
      file: url.path, problem: "cannot be written",
      remedy: "Make it writable, free some space, or set PERFTEST_STATE to a folder that is.")
  }
}
