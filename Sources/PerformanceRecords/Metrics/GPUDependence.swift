/// With which GPUs the numbers of a metric can be compared.
package enum GPUDependence: String, Sendable, Codable {
  /// With every board of the same name and architecture, as memory and bytes can.
  case model
  /// With the same board only, as energy: boards of one model differ by 5 % and more.
  case board
}
