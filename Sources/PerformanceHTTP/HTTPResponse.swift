/// A response with its whole body.
package struct HTTPResponse: Equatable, Sendable {
  /// The types of bodies.
  package enum ContentType {
    /// Text of lines.
    package static let text = "text/plain; charset=utf-8"
    /// A JSON document.
    package static let json = "application/json"
  }

  /// The status.
  package var status: HTTPStatus
  /// The media type of the body.
  package var type: String
  /// The body.
  package var body: [UInt8]
  /// Further fields of the header.
  package var fields: [String: String]

  package init(
    _ status: HTTPStatus, type: String = ContentType.text, body: [UInt8], fields: [String: String] = [:]
  ) {
    (self.status, self.type, self.body, self.fields) = (status, type, body, fields)
  }

  /// A response with a text.
  package init(_ status: HTTPStatus, type: String = ContentType.text, text: String) {
    self.init(status, type: type, body: Array(text.utf8))
  }

  /// A response whose body is its status.
  package init(_ status: HTTPStatus) {
    self.init(status, text: "\(status.rawValue) \(status.reason)\n")
    switch status {
    case .methodNotAllowed: fields["Allow"] = "GET, HEAD"
    case .serviceUnavailable: fields["Retry-After"] = "1"
    default: break
    }
  }

  /// The bytes to send. The connection is closed after them, so that no state is kept for a client.
  func bytes(withBody: Bool) -> [UInt8] {
    let own = [
      "Content-Type": type, "Content-Length": "\(body.count)", "Connection": "close", "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    ]
    let all = own.merging(fields) { _, given in given }.sorted { $0.key < $1.key }
    let lines = ["HTTP/1.1 \(status.rawValue) \(status.reason)"] + all.map { "\($0.key): \($0.value)" } + ["", ""]
    return Array(lines.joined(separator: "\r\n").utf8) + (withBody ? body : [])
  }
}
