import Foundation
import PerformanceSystem

/// A notification as a message of RFC 5322: text, and the same as HTML.
package struct MailMessage: Sendable {
  private let notification: AlertNotification
  private let receiver: MailReceiver
  private let context: MessageContext

  package init(_ notification: AlertNotification, to receiver: MailReceiver, _ context: MessageContext) {
    (self.notification, self.receiver, self.context) = (notification, receiver, context)
  }

  /// The message, with CR LF at the ends of its lines.
  package var text: String {
    let boundary = "=_\(notification.key)"
    let parts = [("text/plain", plain), ("text/html", html)].flatMap { type, content in
      [
        "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
      ] + Self.base64(content)
    }
    return (headers(boundary) + [""] + parts + ["--\(boundary)--", ""]).joined(separator: "\r\n")
  }

  /// A line of a header has 78 characters.
  private func headers(_ boundary: String) -> [String] {
    // Messages of one group are one conversation: all refer to the first, which need not exist.
    let root = "<\(FileName.hash("\(notification.groupKey)\n\(notification.began)")).group@perftest.invalid>"
    return [
      "From: \(receiver.from)", "To: \(receiver.to.joined(separator: ",\r\n "))",
      "Subject: \(Self.encoded(notification.title))",
      "Date: \(Date(timeIntervalSince1970: notification.time).text(utc: "EEE, dd MMM yyyy HH:mm:ss '+0000'"))",
      "Message-ID: <\(notification.key)@perftest.invalid>", "In-Reply-To: \(root)", "References: \(root)",
      "Auto-Submitted: auto-generated", "X-Perftest-Severity: \(notification.severity.rawValue)", "MIME-Version: 1.0",
      "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
    ]
  }

  private var plain: String {
    let runbooks = notification.runbooks(context).map { "What to do: \($0.address ?? $0.name)" }
    return ([notification.title, ""] + notification.lines + [""] + runbooks).joined(separator: "\r\n") + "\r\n"
  }

  private var html: String {
    let items = notification.lines.map { "<li>\($0.escapedForXML)</li>" }.joined(separator: "\r\n")
    let links = notification.runbooks(context).map { name, address in
      address.map { "<p><a href=\"\($0.escapedForXML)\">\(name.escapedForXML)</a></p>" }
        ?? "<p>What to do: \(name.escapedForXML)</p>"
    }
    return "<!DOCTYPE html>\r\n<h1>\(notification.title.escapedForXML)</h1>\r\n<ul>\r\n\(items)\r\n</ul>\r\n"
      + links.joined(separator: "\r\n") + "\r\n"
  }

  private static func base64(_ text: String) -> [String] {
    let encoded = Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn])
    return encoded.split(whereSeparator: \.isNewline).map(String.init)
  }

  /// A header of any text: words of at most 75 characters in the encoding Q (RFC 2047, 4.2), where it is not plain ASCII
  /// or too long for a line.
  static func encoded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !text.contains("=?")
    if isPlain, text.utf8.count <= 60 { return text }
    var words = [""]
    for character in text {
      let next = String(character).utf8.map(quoted).joined()
      // A character is never divided between words.
      if words[words.count - 1].count + next.count > 62 { words.append("") }
      words[words.count - 1] += next
    }
    return words.map { "=?utf-8?q?\($0)?=" }.joined(separator: "\r\n ")
  }

  private static func quoted(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: " "): "_"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      String(UnicodeScalar(byte))
    default: "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
    }
  }
}
