import Foundation
import Testing

/// A series with the changes that a plain implementation of the method finds in it: one that sorts each window anew and has
/// no scratch memory.
struct ChangeFixture: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var values: [Double]
  var confirmed: [Int]
  var provisional: [Int]
  var minor: [Int]
  /// One for each confirmed change.
  var wentAway: [Bool]

  var testDescription: String { name }

  /// Fifteen small examples, and series of eleven kinds: steps, bumps, walks, autocorrelated noise, ramps, seasons, heavy
  /// tails, counts, two modes, spikes and jumps.
  static func all() throws -> [ChangeFixture] {
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/changes.json")
    return try JSONDecoder().decode([ChangeFixture].self, from: Data(contentsOf: url))
  }
}
