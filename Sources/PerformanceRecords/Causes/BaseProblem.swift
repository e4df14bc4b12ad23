/// Why the other build of a pair cannot be measured.
package enum BaseProblem: Equatable, Sendable {
  /// The files of its commit cannot be exported; what went wrong.
  case cannotBeExported(String, error: String)
  /// Its commit does not build; the compiler's first error.
  case doesNotBuild(String, error: String)
  /// The tests of its commit cannot be listed; the error.
  case cannotBeListed(String, error: String)
  /// Its commit uses another version of this package.
  case otherVersion(String)
  /// Its commit measures with another methodology; `nil` for one that it does not report.
  case otherMethodology(String, theirs: Int?, here: Int)
  /// The package builds in its own folder, but not as a copy; the compiler's first error.
  case copyDoesNotBuild(error: String)
  /// This failure of a function in it.
  case fails(Failure)
  /// A problem of a newer version of this package.
  case other(String)
}

extension BaseProblem: Codable {
  private enum Key: String, CodingKey { case kind, commit, error, theirs, here, failure }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func string(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    switch try string(.kind) {
    case "cannotBeExported": self = .cannotBeExported(try string(.commit), error: try string(.error))
    case "doesNotBuild": self = .doesNotBuild(try string(.commit), error: try string(.error))
    case "cannotBeListed": self = .cannotBeListed(try string(.commit), error: try string(.error))
    case "otherVersion": self = .otherVersion(try string(.commit))
    case "otherMethodology":
      self = .otherMethodology(
        try string(.commit), theirs: try container.decodeIfPresent(Int.self, forKey: .theirs),
        here: try container.decode(Int.self, forKey: .here))
    case "copyDoesNotBuild": self = .copyDoesNotBuild(error: try string(.error))
    case "fails": self = .fails(try container.decode(Failure.self, forKey: .failure))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .cannotBeExported(let commit, let error):
      try container.encode("cannotBeExported", forKey: .kind)
      try container.encode(commit, forKey: .commit)
      try container.encode(error, forKey: .error)
    case .doesNotBuild(let commit, let error):
      try container.encode("doesNotBuild", forKey: .kind)
      try container.encode(commit, forKey: .commit)
      try container.encode(error, forKey: .error)
    case .cannotBeListed(let commit, let error):
      try container.encode("cannotBeListed", forKey: .kind)
      try container.encode(commit, forKey: .commit)
      try container.encode(error, forKey: .error)
    case .otherVersion(let commit):
      try container.encode("otherVersion", forKey: .kind)
      try container.encode(commit, forKey: .commit)
    case .otherMethodology(let commit, let theirs, let here):
      try container.encode("otherMethodology", forKey: .kind)
      try container.encode(commit, forKey: .commit)
      try container.encodeIfPresent(theirs, forKey: .theirs)
      try container.encode(here, forKey: .here)
    case .copyDoesNotBuild(let error):
      try container.encode("copyDoesNotBuild", forKey: .kind)
      try container.encode(error, forKey: .error)
    case .fails(let failure):
      try container.encode("fails", forKey: .kind)
      try container.encode(failure, forKey: .failure)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}
