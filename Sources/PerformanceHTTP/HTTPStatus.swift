/// The status of a response; the raw value is its code, as RFC 9110 and RFC 6585 have them.
package enum HTTPStatus: Int, Sendable {
  case ok = 200
  case badRequest = 400
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case contentTooLarge = 413
  case headerTooLarge = 431
  case internalError = 500
  case serviceUnavailable = 503
  case versionNotSupported = 505

  /// The words behind the code.
  package var reason: String {
    switch self {
    case .ok: "OK"
    case .badRequest: "Bad Request"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .requestTimeout: "Request Timeout"
    case .contentTooLarge: "Content Too Large"
    case .headerTooLarge: "Request Header Fields Too Large"
    case .internalError: "Internal Server Error"
    case .serviceUnavailable: "Service Unavailable"
    case .versionNotSupported: "HTTP Version Not Supported"
    }
  }
}
