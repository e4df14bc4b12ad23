import Foundation
import PerformanceSystem

/// A file of exchanged runs, one a line.
package struct ExchangeFile {
  /// The content of a file, by its first line.
  package enum Content: Equatable, Sendable {
    /// Exchanged runs.
    case runs
    /// The events of a run.
    case events
    /// Something else, or nothing.
    case other
  }

  private let file: URL

  package init(_ file: URL) { self.file = file }

  /// The content of a file.
  /// - Throws: ``InputError`` where it cannot be read.
  package static func content(of file: URL) throws -> Content {
    var reader = try LineReader(file: file)
    while let line = reader.next() {
      guard let line = text(line) else { continue }
      guard let marks = try? JSONDecoder().decode(Marks.self, from: line) else { return .other }
      return marks.schema != nil ? .runs : marks.kind != nil ? .events : .other
    }
    return .other
  }

  private struct Marks: Decodable {
    var schema: String?
    var kind: String?
  }

  /// Calls a function with each run; memory holds one of them.
  /// - Throws: ``ExchangeError`` for a line that is none, ``InputError`` where the file cannot be read, or the error of
  ///   the function.
  package func forEach(_ body: (RunContents) throws -> Void) throws {
    var reader = try LineReader(file: file)
    var number = 0
    while let line = reader.next() {
      number += 1
      guard let line = Self.text(line) else { continue }
      let run: ExchangedRun
      do {
        run = try ExchangedRun(line: line)
      } catch let problem as ExchangeProblem {
        throw ExchangeError(file: file.path, line: number, problem: problem)
      }
      try body(run.contents)
    }
    if let failure = reader.failure { throw failure }
  }

  /// A line that has more than blanks; `nil` for another one.
  private static func text(_ line: Data) -> Data? {
    line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") } ? nil : line
  }
}
