/// The GPUs whose numbers of a metric can be compared.
package enum GPUDependence: OpenEnumeration {
  /// All boards of one name and architecture, for numbers such as memory and bytes.
  case model
  /// One board only, for numbers such as energy: boards of one model differ by 5 % and more.
  case board
  /// A dependence of a newer version of this package: numbers of no two GPUs are compared.
  case other(UnknownName)

  package static let known: [GPUDependence] = [.model, .board]

  package var name: String {
    switch self {
    case .model: "model"
    case .board: "board"
    case .other(let name): name.text
    }
  }
}
