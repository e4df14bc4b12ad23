/// Reads the header of a request, as RFC 9112 has it, from bytes that arrive in parts.
///
/// What clients may write in two ways is refused in one of them: a proxy that reads a request otherwise than this type
/// could be led to mix up two requests.
struct HTTPRequestParser {
  /// What the bytes so far are.
  enum Outcome: Equatable {
    /// The beginning of a request.
    case incomplete
    case request(HTTPRequest)
    /// No request that is served.
    case refused(HTTPStatus)
  }

  private static let end = Array("\r\n\r\n".utf8)

  private let limit: Int
  private var bytes: [UInt8] = []
  /// The bytes in which the end of the header was searched for already.
  private var searched = 0

  /// - Parameter limit: the most bytes of a header.
  init(limit: Int) { self.limit = limit }

  /// Takes in the next bytes.
  mutating func add(_ more: some Sequence<UInt8>) -> Outcome {
    bytes += more
    guard let end = endOfHeader() else { return bytes.count > limit ? .refused(.headerTooLarge) : .incomplete }
    guard end <= limit else { return .refused(.headerTooLarge) }
    do throws(Refusal) {
      return .request(try Self.request(bytes[..<end]))
    } catch {
      return .refused(error.status)
    }
  }

  /// The position of the empty line behind the header. Each byte is looked at once, however small the parts are.
  private mutating func endOfHeader() -> Int? {
    let end = Self.end
    var index = max(searched - end.count + 1, 0)
    defer { searched = bytes.count }
    while index + end.count <= bytes.count {
      if bytes[index] == end[0], bytes[index..<index + end.count].elementsEqual(end) { return index }
      index += 1
    }
    return nil
  }
}
