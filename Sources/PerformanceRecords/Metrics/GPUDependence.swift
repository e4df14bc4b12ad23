/// The GPUs whose numbers of a metric can be compared.
package enum GPUDependence: String, Sendable, Codable {
  /// All boards of one name and architecture, for numbers such as memory and bytes.
  case model
  /// One board only, for numbers such as energy: boards of one model differ by 5 % and more.
  case board
}
