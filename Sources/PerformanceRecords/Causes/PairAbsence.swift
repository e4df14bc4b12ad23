/// Why no pair of builds decides about a time.
package indirect enum PairAbsence: Equatable, Sendable {
  /// `--no-confirm` is given.
  case forbidden
  /// The bundle runs without `perftest`, which would measure the pair.
  case unasked
  /// No usable repository; the message of git.
  case noRepository(String)
  /// The repository has no commit yet.
  case noCommit
  /// The benchmark has no baseline.
  case notOnFile
  /// The history of a shallow clone ends before the commit of the baseline.
  case historyCutOff
  /// The commit of the baseline is not in this clone.
  case commitUnknown(String)
  /// The baseline is in no commit and was recorded outside of a repository.
  case uncommittedBaseline
  /// The baseline was recorded from uncommitted files.
  case uncommittedCode
  /// A commit cannot be exported or built; the first error.
  case notBuilt(commit: String, error: String)
  /// The other build cannot be measured.
  case base(BaseProblem)
  /// The benchmark cannot be measured at a commit; what happened to the process there, where it is known.
  case notMeasured(commit: String, failure: Failure? = nil)
  /// No times are recorded, and the user forbids a pair.
  case noPair
  /// No times are recorded, and the commit at which HEAD left its branch is unknown; the reason, with a remedy.
  case noBranchPoint(String)
  /// No times are recorded, and the commit at which HEAD left its branch has no benchmark; its display name.
  case noBenchmarks(commit: String)
  /// A cause of a newer version of this package.
  case other(String)
}

extension PairAbsence: Codable {
  private enum Key: String, CodingKey { case kind, text, commit, error, base, failure }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func string(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    switch try string(.kind) {
    case "forbidden": self = .forbidden
    case "unasked": self = .unasked
    case "noRepository": self = .noRepository(try string(.text))
    case "noCommit": self = .noCommit
    case "notOnFile": self = .notOnFile
    case "historyCutOff": self = .historyCutOff
    case "commitUnknown": self = .commitUnknown(try string(.commit))
    case "noPair": self = .noPair
    case "noBranchPoint": self = .noBranchPoint(try string(.text))
    case "noBenchmarks": self = .noBenchmarks(commit: try string(.commit))
    case "uncommittedBaseline": self = .uncommittedBaseline
    case "uncommittedCode": self = .uncommittedCode
    case "notBuilt": self = .notBuilt(commit: try string(.commit), error: try string(.error))
    case "base": self = .base(try container.decode(BaseProblem.self, forKey: .base))
    case "notMeasured":
      self = .notMeasured(
        commit: try string(.commit), failure: try container.decodeIfPresent(Failure.self, forKey: .failure))
    case let kind: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .noRepository(let text), .noBranchPoint(let text): try container.encode(text, forKey: .text)
    case .commitUnknown(let commit), .noBenchmarks(let commit): try container.encode(commit, forKey: .commit)
    case .notMeasured(let commit, let failure):
      try container.encode(commit, forKey: .commit)
      try container.encodeIfPresent(failure, forKey: .failure)
    case .notBuilt(let commit, let error):
      try container.encode(commit, forKey: .commit)
      try container.encode(error, forKey: .error)
    case .base(let problem): try container.encode(problem, forKey: .base)
    case .forbidden, .unasked, .noCommit, .notOnFile, .historyCutOff, .uncommittedBaseline, .uncommittedCode, .noPair,
      .other:
      break
    }
  }

  private var kind: String {
    switch self {
    case .forbidden: "forbidden"
    case .unasked: "unasked"
    case .noRepository: "noRepository"
    case .noCommit: "noCommit"
    case .notOnFile: "notOnFile"
    case .historyCutOff: "historyCutOff"
    case .commitUnknown: "commitUnknown"
    case .uncommittedBaseline: "uncommittedBaseline"
    case .uncommittedCode: "uncommittedCode"
    case .notBuilt: "notBuilt"
    case .base: "base"
    case .notMeasured: "notMeasured"
    case .noPair: "noPair"
    case .noBranchPoint: "noBranchPoint"
    case .noBenchmarks: "noBenchmarks"
    case .other(let kind): kind
    }
  }
}

/// The identity of two builds, which measuring them in turn could only blur with noise.
package enum BuildIdentity: OpenEnumeration {
  /// They have the same files.
  case files
  /// They have the same code.
  case code
  /// An identity of a newer version of this package.
  case other(UnknownName)

  package static let known: [BuildIdentity] = [.files, .code]

  package var name: String {
    switch self {
    case .files: "files"
    case .code: "code"
    case .other(let name): name.text
    }
  }
}
