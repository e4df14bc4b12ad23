/// How a server takes a document.
package struct HTTPDelivery: Sendable {
  /// The request method: `PUT` replaces what the server has, `POST` adds to it.
  package var method: String
  /// The value of the request's `Content-Type`.
  package var contentType: String
  /// The path below the address that the user typed, such as `/metrics/job/perftest`; empty where the address is whole.
  package var path: @Sendable (ReportedRun) -> String
  /// The environment variable with further headers, such as `authorization=Basic%20…,tenant=7`; `nil` for none.
  package var headers: String?
  /// What a server that took the document did not keep, by the body of its answer; `nil` where it kept everything.
  package var warning: @Sendable (String) -> String?

  package init(
    method: String, contentType: String, path: @escaping @Sendable (ReportedRun) -> String = { _ in "" },
    headers: String? = nil, warning: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.method = method
    self.contentType = contentType
    self.path = path
    self.headers = headers
    self.warning = warning
  }
}
