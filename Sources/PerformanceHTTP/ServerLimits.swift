/// What a server lets its clients take.
package struct ServerLimits: Sendable {
  /// The most connections at once; the next ones are refused with 503.
  package var connections: Int
  /// The most bytes of a request.
  package var requestBytes: Int
  /// The most seconds between the beginning of a connection and the last byte of its request, and again between the
  /// first byte of the response and the last.
  package var seconds: Double
  /// The most seconds that a response may be waited for; the client then gets 503.
  package var handlingSeconds: Double

  package init(
    connections: Int = 32, requestBytes: Int = 8192, seconds: Double = 5, handlingSeconds: Double = 30
  ) {
    (self.connections, self.requestBytes) = (connections, requestBytes)
    (self.seconds, self.handlingSeconds) = (seconds, handlingSeconds)
  }
}
