import Foundation

/// Reads and writes JSON files. Every error names the file, the key and the remedy; a write is all or nothing.
package enum JSONFile {
  /// Decodes a file.
  /// - Throws: ``InputError``.
  package static func read<Document: Decodable>(_ type: Document.Type, from url: URL, remedy: String) throws -> Document
  {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw InputError(file: url.path, problem: "cannot be read (\(reason(error)))", remedy: remedy)
    }
    if let line = conflictMarkerLine(data) {
      throw InputError(
        file: url.path, key: "line \(line)", problem: "has a merge-conflict marker",
        remedy: "Resolve the conflict: take either side as a whole, then record the changed benchmarks again.")
    }
    return try decode(type, from: data, file: url.path, remedy: remedy)
  }

  /// Decodes the data of `file`.
  /// - Throws: ``InputError``.
  package static func decode<Document: Decodable>(
    _ type: Document.Type, from data: Data, file: String, remedy: String
  ) throws -> Document {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      let (key, problem) = explain(error, in: data)
      throw InputError(file: file, key: key, problem: problem, remedy: remedy)
    }
  }

  /// Writes the file atomically: a temporary file in the same folder, synced and renamed.
  /// - Throws: ``InputError``; the old file is then unchanged.
  package static func write(_ data: Data, to url: URL) throws {
    let file = try DurableFile(replacing: url)
    try file.write(data)
    try file.commit()
  }

  private static func conflictMarkerLine(_ data: Data) -> Int? {
    guard data.contains(UInt8(ascii: "<")) || data.contains(UInt8(ascii: ">")) || data.contains(UInt8(ascii: "="))
    else {
      return nil
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let markers = ["<<<<<<<", "=======", ">>>>>>>"].map { Data($0.utf8) }
    return lines.firstIndex { line in markers.contains { line.starts(with: $0) } }.map { $0 + 1 }
  }

  private static func explain(_ error: DecodingError, in data: Data) -> (key: String?, problem: String) {
    switch error {
    case .keyNotFound(let key, let context):
      (path(context.codingPath + [key]), "is missing")
    case .typeMismatch(let type, let context):
      (path(context.codingPath), "has the wrong type, expected \(name(type))")
    case .valueNotFound(let type, let context):
      (path(context.codingPath), "is null, expected \(name(type))")
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      (path(context.codingPath), context.debugDescription)
    case .dataCorrupted:
      (nil, syntaxProblem(of: data))
    @unknown default:
      (nil, "cannot be decoded (\(error))")
    }
  }

  /// The problem where `JSONDecoder` reports neither problem nor position.
  private static func syntaxProblem(of data: Data) -> String {
    do {
      _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
      return "has a number that is too large, or a fraction where a whole number is expected"
    } catch {
      let details = (error as NSError).userInfo["NSDebugDescription"] as? String
      return "is not valid JSON (\(details ?? "truncated?"))"
    }
  }

  private static func name(_ type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is any DictionaryType.Type: "an object"
    case is any Collection.Type: "a list"
    default: "an object"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { path, key in
      if let index = key.intValue { path += "[\(index)]" } else { path += (path.isEmpty ? "" : ".") + key.stringValue }
    }
  }

  /// The system's words for an error of a file.
  static func reason(_ error: any Error) -> String {
    if let posix = error as? POSIXError { return String(cString: strerror(posix.code.rawValue)) }
    let cocoa = error as NSError
    if let underlying = cocoa.userInfo[NSUnderlyingErrorKey] as? any Error { return reason(underlying) }
    return cocoa.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(cocoa.code))) : cocoa.localizedDescription
  }
}

/// A dictionary of any keys and values, to distinguish it from other collections.
private protocol DictionaryType {}
extension Dictionary: DictionaryType {}
