import Foundation
import PerformanceRecords
import PerformanceSystem

/// Where a secret of the settings is: `"…"`, `{"environment": "NAME"}` or `{"file": "PATH"}`.
package enum SecretSource: Equatable, Sendable {
  case value(Secret)
  case environment(String)
  case file(String)

  /// The longest secret in bytes.
  private static let longest = 8_192

  /// The secret, without the blanks and line feeds around it.
  /// - Throws: ``InputError`` where the variable is not set, or the file cannot be read. It has no part of a secret.
  package func secret(in environment: [String: String]) throws(InputError) -> Secret {
    let text: String
    switch self {
    case .value(let secret): text = secret.revealed()
    case .environment(let name):
      guard let value = environment[name] else {
        throw InputError(
          file: "environment variable \(name)", problem: "is not set, and a receiver of alerts needs it",
          remedy: "Set it where alerts are checked.")
      }
      text = value
    case .file(let path):
      let remedy = "Write the secret of a receiver of alerts into it."
      let file = InputFile(path, at: URL(fileURLWithPath: path))
      text = String(decoding: try Self.read(file, remedy), as: UTF8.self)
    }
    let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !secret.isEmpty, secret.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw InputError(
        file: place, problem: "is empty or has control characters, and a receiver of alerts needs it",
        remedy: "Set it to the secret alone.")
    }
    return Secret(secret)
  }

  private static func read(_ file: InputFile, _ remedy: String) throws(InputError) -> [UInt8] {
    do {
      return try file.bytes(atMost: longest, remedy: remedy)
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError(file: file.name, problem: "cannot be read", remedy: remedy)
    }
  }

  private var place: String {
    switch self {
    case .value: AlertSettingsFile.name
    case .environment(let name): "environment variable \(name)"
    case .file(let path): path
    }
  }
}

extension SecretSource: Decodable {
  private enum Key: String, CodingKey, CaseIterable { case environment, file }

  package init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .value(Secret(text))
      return
    }
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decodeIfPresent(String.self, forKey: .environment)
    let path = try container.decodeIfPresent(String.self, forKey: .file)
    switch (name, path) {
    case (let name?, nil): self = .environment(name)
    case (nil, let path?): self = .file(path)
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .environment, in: container, debugDescription: "or 'file' is expected, one of the two")
    }
  }
}
