import Foundation
import PerformanceBuild
import PerformanceSystem

/// The request of `perftest` to a test bundle.
///
/// It is a file whose path is in a variable: variables and arguments are limited to 128 KiB, and a request may be
/// longer.
package struct RunRequest: Equatable, Sendable {
  /// The environment variable that holds the path of the file.
  package static let variable = PerftestVariable.request.rawValue
  /// The version of the format, equal on both sides.
  package static let version = 1

  /// The id of the run, which its event log is named after.
  package var run: String
  /// Whether the measurements are judged or recorded.
  package var mode: RunConfiguration.Mode
  /// The user's selection; Swift Testing selects each function by its name.
  package var selection: TestSelection
  /// Sessions of each function in a recording.
  package var rounds: Int
  /// The most sessions of each function in a recording whose sessions do not suffice after `rounds`.
  package var mostRounds: Int
  /// Whether and how instructions are counted.
  package var counting: CountingPlan
  /// The other build to compare with.
  package var pair: PairedRun?
  /// How times are treated that are worse than their baselines.
  package var confirmation: ConfirmationPlan?
  /// Why the run compares with no other build although the machine has no recorded times.
  package var unpaired: PairAbsence?
  /// The user's build arguments, which the bundle's baselines depend on.
  package var buildArguments: [String]
  /// The measured code.
  package var provenance: RunProvenance

  /// Creates a request; the defaults are those of a user who requests nothing else.
  package init(
    run: String, mode: RunConfiguration.Mode, selection: TestSelection = TestSelection(), rounds: Int = 1,
    mostRounds: Int? = nil, counting: CountingPlan = .off(because: nil), pair: PairedRun? = nil,
    confirmation: ConfirmationPlan? = nil, unpaired: PairAbsence? = nil, buildArguments: [String] = [],
    provenance: RunProvenance = RunProvenance()
  ) {
    self.run = run
    self.mode = mode
    self.selection = selection
    self.rounds = rounds
    self.mostRounds = max(mostRounds ?? rounds, rounds)
    self.counting = counting
    self.pair = pair
    self.confirmation = confirmation
    self.unpaired = unpaired
    self.buildArguments = buildArguments
    self.provenance = provenance
  }

  /// Reads a request.
  /// - Throws: ``InputError`` for a file that is not a request, or one of another version.
  package init(file: URL) throws {
    let remedy = "It is written by perftest for its own bundle; unset \(Self.variable)."
    guard let data = try? Data(contentsOf: file) else {
      throw InputError(file: file.path, problem: "cannot be read", remedy: remedy)
    }
    self = try JSONFile.decode(RunRequest.self, from: data, file: file.path, remedy: remedy)
  }

  /// Writes the request, and creates its folder.
  /// - Throws: ``InputError`` when it cannot be written.
  package func write(to file: URL) throws {
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try JSONEncoder().encode(self).write(to: file)
    } catch {
      throw InputError.unwritable(file)
    }
  }
}

extension RunRequest: Codable {
  private enum Key: String, CodingKey {
    case v, run, mode, selection, rounds, mostRounds, counting, pair, confirmation, unpaired, buildArguments
    case provenance
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let version = try container.decode(Int.self, forKey: .v)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .v, in: container,
        debugDescription: "is \(version), and this bundle reads \(Self.version): build perftest and the tests anew")
    }
    run = try container.decode(String.self, forKey: .run)
    guard let mode = RunConfiguration.Mode(rawValue: try container.decode(String.self, forKey: .mode)) else {
      throw DecodingError.dataCorruptedError(forKey: .mode, in: container, debugDescription: "is no mode of a run")
    }
    self.mode = mode
    selection = try container.decode(TestSelection.self, forKey: .selection)
    rounds = try container.decode(Int.self, forKey: .rounds)
    mostRounds = try container.decode(Int.self, forKey: .mostRounds)
    counting = try container.decode(CountingPlan.self, forKey: .counting)
    pair = try container.decodeIfPresent(PairedRun.self, forKey: .pair)
    confirmation = try container.decodeIfPresent(ConfirmationPlan.self, forKey: .confirmation)
    unpaired = try container.decodeIfPresent(PairAbsence.self, forKey: .unpaired)
    buildArguments = try container.decode([String].self, forKey: .buildArguments)
    provenance = try container.decode(RunProvenance.self, forKey: .provenance)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .v)
    try container.encode(run, forKey: .run)
    try container.encode(mode.rawValue, forKey: .mode)
    try container.encode(selection, forKey: .selection)
    try container.encode(rounds, forKey: .rounds)
    try container.encode(mostRounds, forKey: .mostRounds)
    try container.encode(counting, forKey: .counting)
    try container.encodeIfPresent(pair, forKey: .pair)
    try container.encodeIfPresent(confirmation, forKey: .confirmation)
    try container.encodeIfPresent(unpaired, forKey: .unpaired)
    try container.encode(buildArguments, forKey: .buildArguments)
    try container.encode(provenance, forKey: .provenance)
  }
}
