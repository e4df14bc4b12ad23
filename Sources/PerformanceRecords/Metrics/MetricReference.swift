/// The cost that a ratio is relative to; both were measured in turn on one machine.
package enum MetricReference: OpenEnumeration {
  /// Another body, measured in turn with that of the benchmark in the same process.
  case otherBody
  /// A reference of a newer version of this package.
  case other(UnknownName)

  package static let known: [MetricReference] = [.otherBody]

  package var name: String {
    switch self {
    case .otherBody: "body"
    case .other(let name): name.text
    }
  }
}
