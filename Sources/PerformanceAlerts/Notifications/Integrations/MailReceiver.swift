import PerformanceRecords
import PerformanceSystem

/// Mail by a program of the system, or by a relay on this machine.
package struct MailReceiver: Equatable, Sendable, Decodable {
  /// How a message leaves.
  package enum Transport: Equatable, Sendable {
    /// A program that takes the message on its standard input and the options `-t -i`.
    case program(String)
    /// A relay of SMTP on this machine.
    case relay(port: Int)
    /// A folder that gets a file `*.eml` for each message.
    case folder(String)
  }

  package var from: String
  package var to: [String]
  package var transport: Transport

  package init(from: String, to: [String], transport: Transport) {
    (self.from, self.to, self.transport) = (from, to, transport)
  }

  private enum Key: String, CodingKey, CaseIterable { case kind, from, to, sendmail, port, folder }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    func refuse(_ key: Key, _ problem: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: problem)
    }
    from = try container.decode(String.self, forKey: .from)
    to = try container.decode([String].self, forKey: .to)
    guard !to.isEmpty else { throw refuse(.to, "names nobody") }
    for (key, address) in [(Key.from, from)] + to.map({ (Key.to, $0) }) where !Self.isAddress(address) {
      throw refuse(key, "has '\(address)', which is not an address such as team@example.org")
    }
    let program = try container.decodeIfPresent(String.self, forKey: .sendmail)
    let port = try container.decodeIfPresent(Int.self, forKey: .port)
    let folder = try container.decodeIfPresent(String.self, forKey: .folder)
    switch (program, port, folder) {
    case (let program?, nil, nil): transport = .program(program)
    case (nil, let port?, nil):
      guard 1...65_535 ~= port else { throw refuse(.port, "is \(port), expected a port from 1 to 65535") }
      transport = .relay(port: port)
    case (nil, nil, let folder?): transport = .folder(folder)
    case (nil, nil, nil): transport = .program("/usr/sbin/sendmail")
    default: throw refuse(.sendmail, "'port' and 'folder' exclude each other")
    }
  }

  /// Whether a text is an address that needs no quotes (RFC 5322, 3.4.1): a blank or a line feed would begin another
  /// header or another recipient.
  private static func isAddress(_ text: String) -> Bool {
    text.utf8.count <= 254 && text.wholeMatch(of: /[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~\-]+@[A-Za-z0-9.\-]+/) != nil
      && !text.hasPrefix("-")
  }
}
