/// The span that caused a run, as W3C Trace Context writes it in `TRACEPARENT`.
struct TraceParent: Equatable {
  /// 32 hexadecimal digits.
  let traceID: String
  /// 16 hexadecimal digits.
  let spanID: String

  /// Parses `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`; `nil` for text that the specification lets a reader
  /// ignore.
  init?(_ text: String) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    // Later versions may have more fields.
    guard fields.count == 4 || (fields.count > 4 && fields[0] != "00"), fields[0] != "ff",
      zip(fields, [2, 32, 16, 2]).allSatisfy({ Self.isHexadecimal($0, digits: $1) }),
      Self.isIdentifier(fields[1]), Self.isIdentifier(fields[2])
    else { return nil }
    (traceID, spanID) = (fields[1], fields[2])
  }

  private static func isHexadecimal(_ text: String, digits: Int) -> Bool {
    text.utf8.count == digits
      && text.utf8.allSatisfy {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
      }
  }

  /// An identifier of zeros is none.
  private static func isIdentifier(_ text: String) -> Bool { text.utf8.contains { $0 != UInt8(ascii: "0") } }
}
