import Foundation
import PerformanceRecords

extension ShardDifference {
  /// The keys in which shards of one run may differ: what each selected, where its tools lie, and its job of a CI
  /// service.
  private static let free = [
    "configuration.filters", "configuration.skips", "configuration.counting.tool.valgrind",
    "configuration.counting.tool.bundle", "provenance.branch", "provenance.position", "provenance.provider",
    "provenance.buildURL", "provenance.change", "provenance.traceParent",
  ]

  /// The first difference in the order of the keys; `nil` where two runs are shards of one.
  init?(_ first: Shard, _ second: Shard) throws {
    let (one, other) = (try Self.leaves(of: first.start), try Self.leaves(of: second.start))
    let key = Set(one.keys).union(other.keys).subtracting(Self.free).sorted().first { one[$0] != other[$0] }
    guard let key else { return nil }
    self.init(key: key, logs: [first.log, second.log], values: [one[key], other[key]])
  }

  /// The values of a start by the paths of their keys; a list is one value.
  private static func leaves(of start: RunStart) throws -> [String: String] {
    var leaves: [String: String] = [:]
    func add(_ value: Any, at path: String) throws {
      if let object = value as? [String: Any] {
        for (key, value) in object { try add(value, at: path.isEmpty ? key : path + "." + key) }
      } else {
        let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]
        let text = try JSONSerialization.data(withJSONObject: value, options: options)
        leaves[path] = String(decoding: text, as: UTF8.self)
      }
    }
    try add(try JSONSerialization.jsonObject(with: try JSONEncoder().encode(start)), at: "")
    return leaves
  }
}
