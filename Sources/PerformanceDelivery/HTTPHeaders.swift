import Foundation
import PerformanceBuild
import PerformanceSystem

/// Headers of requests, from a variable of the environment. Their values are secrets.
package struct HTTPHeaders {
  /// A name and a value.
  package struct Header: Equatable {
    package let name: String
    package let value: String
  }

  /// The headers, in the order of the variable.
  package let all: [Header]

  /// No headers.
  package init() { all = [] }

  /// Reads `name=value` pairs separated by commas, whose values are percent-encoded, as OpenTelemetry's variables have
  /// them (specification, protocol/exporter.md).
  /// - Parameter variable: the name of the variable; `nil` for no headers.
  /// - Throws: ``InputError`` for a malformed pair, without its text.
  package init(_ variable: String?, in environment: [String: String]) throws(InputError) {
    guard let variable, let text = environment.setting(variable) else {
      all = []
      return
    }
    var headers: [Header] = []
    for (index, pair) in text.split(separator: ",").enumerated() {
      guard let header = Self.header(String(pair)) else {
        throw InputError(
          file: "environment variable \(variable)", key: "pair \(index + 1)", problem: "is no header",
          remedy: "Write 'name=value,name=value', with percent-encoded values.")
      }
      headers.append(header)
    }
    all = headers
  }

  /// Headers that a request has of its own.
  private static let own = ["content-type", "content-length", "host", "user-agent", "transfer-encoding", "connection"]

  private static func header(_ pair: String) -> Header? {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let value = String(parts[1]).removingPercentEncoding else { return nil }
    let name = parts[0].trimmingCharacters(in: .whitespaces)
    let header = Header(name: name, value: value.trimmingCharacters(in: .whitespaces))
    // A line break in a value would begin another header.
    guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte), !own.contains(name.lowercased()), !header.value.isEmpty,
      header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    return header
  }

  /// Whether a byte may be part of a header's name (RFC 9110, 5.6.2).
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
