/// Input that cannot be used: which file, which key in it, what is wrong, and what to do.
///
/// The command exits with 78 (`EX_CONFIG`) on it, and nothing is written.
public struct InputError: Error, Hashable, Sendable {
  /// The file or folder, or the name of an environment variable.
  public var file: String
  /// The path of the key inside the file, such as `benchmarks[3].test`; `nil` when the whole file is meant.
  public var key: String?
  /// What is wrong.
  public var problem: String
  /// What to do about it.
  public var remedy: String

  /// An error from its parts.
  public init(file: String, key: String? = nil, problem: String, remedy: String) {
    self.file = file
    self.key = key
    self.problem = problem
    self.remedy = remedy
  }
}

extension InputError: CustomStringConvertible {
  public var description: String {
    let place = file.printable + (key.map { ", " + $0.printable } ?? "")
    return "\(place): \(problem.printable). \(remedy)"
  }
}
