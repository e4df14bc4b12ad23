import Foundation
import PerformanceProfiles

/// Dumps that Callgrind 3.19 made of one call of `window()` in `measured.swift.txt`, each with other options.
enum Fixture: String, CaseIterable {
  case plain
  /// `--cache-sim=yes --dump-instr=yes`: nine events, two positions.
  case cache
  /// `--compress-strings=no --compress-pos=no`.
  case uncompressed
  /// `--separate-recs=1`: recursive calls are not distinguished.
  case norecs
  /// `--separate-callers=6`.
  case callers

  /// The file.
  var url: URL { Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(rawValue).callgrind") }

  /// The profile in it.
  func profile() throws -> CallgrindProfile { try CallgrindProfile(contentsOf: url) }
}

extension CallgrindProfile {
  /// The function of this name that costs most.
  func function(_ name: String) -> Function? {
    functions.filter { $0.name == name }.max { $0.inclusiveCost[0] < $1.inclusiveCost[0] }
  }
}
