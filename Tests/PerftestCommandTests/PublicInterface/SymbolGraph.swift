/// The part of a symbol graph that lists declarations.
struct SymbolGraph: Decodable {
  fileprivate let symbols: [Symbol]
  fileprivate let relationships: [Relationship]

  fileprivate struct Symbol: Decodable {
    struct Identifier: Decodable { var precise: String }
    struct Fragment: Decodable { var spelling: String }
    struct Availability: Decodable { var isUnconditionallyDeprecated: Bool? }

    var identifier: Identifier
    var pathComponents: [String]
    var declarationFragments: [Fragment]
    var availability: [Availability]?
  }

  fileprivate struct Relationship: Decodable {
    var kind: String
    var source: String
    var target: String
    var targetFallback: String?
  }

  /// The declarations: `BenchmarkResult: let isMeasured: Bool`, with the path of what they are members of before them.
  var lines: [String] {
    let conformances = Dictionary(grouping: relationships.filter { $0.kind == "conformsTo" }, by: \.source)
    return symbols.map { symbol in
      let name = symbol.identifier.precise
      let parents = symbol.pathComponents.dropLast()
      let path = parents.isEmpty ? "" : parents.joined(separator: ".") + ": "
      let isDeprecated = symbol.availability?.contains { $0.isUnconditionallyDeprecated == true } ?? false
      let declaration = symbol.declarationFragments.map(\.spelling).joined().replacing(#/\s+/#, with: " ")
      // A protocol names what it refines itself.
      let isProtocol = declaration.hasPrefix("protocol ")
      let protocols = isProtocol ? [] : Set(conformances[name, default: []].compactMap(\.name)).sorted()
      return path + (isDeprecated ? "deprecated " : "") + declaration
        + (protocols.isEmpty ? "" : " : " + protocols.joined(separator: ", "))
    }
  }
}

extension SymbolGraph.Relationship {
  /// The protocol, but for those that nearly every type has.
  fileprivate var name: String? {
    let name = targetFallback?.split(separator: ".").last.map(String.init)
    return ["Copyable", "Escapable", "SendableMetatype"].contains(name) ? nil : name
  }
}
