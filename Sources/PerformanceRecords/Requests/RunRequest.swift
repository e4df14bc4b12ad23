import Foundation
import PerformanceSystem

/// What `perftest` asks of a test bundle.
///
/// It is one file, whose path is in one variable: a variable and an argument may have 128 KiB, and what is asked for may
/// be longer.
package struct RunRequest: Hashable, Sendable {
  /// The environment variable that holds the path of the file.
  package static let variable = PerftestVariable.request.rawValue
  /// The version of the file's form, which both sides must have.
  package static let version = 1

  /// The id of the run, which its event log is named after.
  package var run: String
  /// What to do with the measurements.
  package var mode: RunConfiguration.Mode
  /// What the user selected; the arguments of the bundle select each function by itself.
  package var selection: TestSelection
  /// Sessions of each function in a recording.
  package var rounds: Int
  /// Sessions of a function in a recording whose sessions say too little after `rounds`.
  package var mostRounds: Int
  /// Whether and how instructions are counted.
  package var counting: CountingPlan
  /// The other build to compare with.
  package var pair: PairedRun?
  /// How times are treated that the file's rule finds worse.
  package var confirmation: ConfirmationPlan?
  /// Which code is measured.
  package var provenance: RunProvenance

  /// A request that leaves out what a user did not ask for.
  package init(
    run: String, mode: RunConfiguration.Mode, selection: TestSelection = TestSelection(), rounds: Int = 1,
    mostRounds: Int? = nil, counting: CountingPlan = .off(because: nil), pair: PairedRun? = nil,
    confirmation: ConfirmationPlan? = nil, provenance: RunProvenance = RunProvenance()
  ) {
    self.run = run
    self.mode = mode
    self.selection = selection
    self.rounds = rounds
    self.mostRounds = max(mostRounds ?? rounds, rounds)
    self.counting = counting
    self.pair = pair
    self.confirmation = confirmation
    self.provenance = provenance
  }

  /// Reads a request.
  /// - Throws: ``InputError`` for a file that is none, or one of another version.
  package init(file: URL) throws {
    let remedy = "It is written by perftest for its own bundle; unset \(Self.variable)."
    guard let data = try? Data(contentsOf: file) else {
      throw InputError(file: file.path, problem: "cannot be read", remedy: remedy)
    }
    self = try JSONFile.decode(RunRequest.self, from: data, file: file.path, remedy: remedy)
  }

  /// Writes the request, and makes the folder for it.
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
    case v, run, mode, selection, rounds, mostRounds, counting, pair, confirmation, provenance
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
    try container.encode(provenance, forKey: .provenance)
  }
}
