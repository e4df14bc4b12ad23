import Foundation
import PerformanceSystem

/// The other build of a comparison, in the request of `perftest` to the bundle of the new build.
package struct PairedRun: Equatable, Sendable, Codable {
  /// The other build.
  package struct Base: Equatable, Sendable, Codable {
    /// The executable of its bundle.
    package var executable: String
    /// The folder of its package, in which its processes run.
    package var folder: String
    /// The functions that it has and that the run selects.
    package var functions: [TestFunctionID]
    /// The location of its files; `nil` where it uses those of the new build.
    package var files: ExchangedFolders?
    /// The tool that counts its instructions; `nil` where they are not counted.
    package var counting: CountingTool?

    package init(
      executable: String, folder: String, functions: [TestFunctionID], files: ExchangedFolders? = nil
    ) {
      self.executable = executable
      self.folder = folder
      self.functions = functions
      self.files = files
    }
  }

  /// The state of the other build.
  package enum Side: Equatable, Sendable {
    /// It is measured in turn with the new one.
    case measured(Base)
    /// It cannot be used, for this reason; times cannot be compared.
    case unusable(BaseProblem)
  }

  /// The reference of counts; times are always compared with the other build.
  package enum CountReference: String, Sendable, Codable {
    /// The baselines; the other build for a count that has none. Counts are valid on every machine, so that a machine
    /// without recorded times needs no other build for them.
    case baselines
    /// The other build, which the user has named.
    case otherBuild
  }

  /// The display name of the other build, such as `main 0123456789ab`.
  package var name: String
  /// What counts are compared with.
  package var counts: CountReference
  /// The state of the other build.
  package var side: Side
  /// The regressions that the other commit accepts, which its build therefore has.
  package var accepted: [AcceptedRegression]
  /// The packages outside of the repository that both builds have as they are now; absolute paths, sorted.
  package var outside: [String]?
  /// The folder in which the sources of this bundle were compiled.
  package var exported: String
  /// The user's folder that `exported` is a copy of.
  package var checkout: String

  package init(
    name: String, counts: CountReference = .otherBuild, side: Side, accepted: [AcceptedRegression] = [],
    outside: [String]? = nil, exported: String, checkout: String
  ) {
    self.name = name
    self.counts = counts
    self.side = side
    self.accepted = accepted
    self.outside = outside
    self.exported = exported
    self.checkout = checkout
  }

  /// The other build, if it is measured.
  package var base: Base? {
    get { if case .measured(let base) = side { base } else { nil } }
    set { if let newValue { side = .measured(newValue) } }
  }

  /// Why the other build cannot be used; `nil` if it can.
  package var problem: BaseProblem? {
    if case .unusable(let problem) = side { problem } else { nil }
  }

  /// The location in the user's folder that corresponds to one in the copy.
  package func usersLocation(of location: CodeLocation) -> CodeLocation {
    guard location.filePath.hasPrefix(exported + "/") else { return location }
    var location = location
    location.filePath = checkout + location.filePath.dropFirst(exported.count)
    return location
  }
}

extension PairedRun.Side: Codable {
  private enum Key: String, CodingKey { case base, unusable }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let problem = try container.decodeIfPresent(BaseProblem.self, forKey: .unusable) {
      self = .unusable(problem)
    } else {
      self = .measured(try container.decode(PairedRun.Base.self, forKey: .base))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .measured(let base): try container.encode(base, forKey: .base)
    case .unusable(let problem): try container.encode(problem, forKey: .unusable)
    }
  }
}
