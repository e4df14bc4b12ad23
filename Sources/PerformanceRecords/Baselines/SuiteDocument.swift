import PerformanceSystem

/// A file of the store with the baselines of one suite.
package protocol SuiteDocument: Codable, Sendable {
  /// The module of the suite.
  var module: String { get }
  /// The names of the suite, outermost first; empty for free test functions.
  var suite: [String] { get }
  /// The folder of the store that the file belongs to.
  var folder: BaselineStore.BaselineFolder { get }
  /// The benchmarks of the file, in their order.
  var ids: [BenchmarkID] { get }
}

extension SuiteDocument {
  /// The file's name: `Module.Suite.Nested.json`, `Module.json` for free functions.
  package var fileName: String { FileName.safe(fullName) + ".json" }

  /// `Module.Suite.Nested`.
  var fullName: String { ([module] + suite).joined(separator: ".") }
}

extension KeyedDecodingContainer {
  /// Checks that a document has this schema and a version that this build knows.
  package func expect(schema: String, forKey schemaKey: Key, version: Int, forKey versionKey: Key) throws {
    let foundSchema = try decode(String.self, forKey: schemaKey)
    guard foundSchema == schema else {
      throw DecodingError.dataCorruptedError(
        forKey: schemaKey, in: self, debugDescription: "is '\(foundSchema)', expected '\(schema)'")
    }
    let foundVersion = try decode(Int.self, forKey: versionKey)
    guard foundVersion == version else {
      throw DecodingError.dataCorruptedError(
        forKey: versionKey, in: self,
        debugDescription: "is \(foundVersion), this build knows \(version); a newer perftest wrote it, or it is damaged"
      )
    }
  }
}
