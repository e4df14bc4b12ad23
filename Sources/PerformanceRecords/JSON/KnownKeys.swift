extension Decoder {
  /// Refuses an object with keys that a type does not have: a misspelt setting would have no effect.
  /// - Throws: `DecodingError` with the allowed keys.
  package func refuseKeys<Key: CodingKey & CaseIterable>(besides type: Key.Type) throws {
    let allowed = type.allCases.map(\.stringValue)
    let container = try self.container(keyedBy: AnyKey.self)
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue })
    where !allowed.contains(key.stringValue) {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "is unknown; allowed are \(allowed.joined(separator: ", "))")
    }
  }
}

/// The key of an object, whatever its name.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
