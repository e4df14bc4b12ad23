import PerformanceSystem

/// A line of a file of recorded sessions, of either replayable kind.
package enum RecordedLine: Equatable, Sendable {
  /// A line that `verify-gate --record` wrote.
  case verification(VerificationRecord)
  /// A session of unchanged programs: each workload's samples, in nanoseconds an iteration.
  case workloads([String: [Double]])
}

extension RecordedLine: Decodable {
  private enum Key: String, CodingKey { case v, kind }

  private struct Workload: Decodable {
    var wallNanoseconds: [Double]
  }

  /// Decodes `{"v": …, "kind": …, "body": {…}}`, else `{"<workload>": {"wallNanoseconds": […]}, …}`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.v), container.contains(.kind) {
      self = .verification(try VerificationRecord(from: decoder))
      return
    }
    self = .workloads(try [String: Workload](from: decoder).mapValues(\.wallNanoseconds))
  }
}

extension LineReader {
  /// Calls a function with each recorded line. A truncated last line, as after a full disk or Ctrl-C, is ignored.
  /// - Parameter name: the file's name for the user.
  /// - Throws: ``InputError`` with the line number for a malformed line.
  package mutating func forEachRecordedLine(of name: String, _ body: (RecordedLine) -> Void) throws {
    var number = 0
    var line = next()
    while let current = line {
      number += 1
      line = next()
      if let failure {
        throw InputError(
          file: name, problem: "cannot be read on after line \(number) (\(failure.localizedDescription))",
          remedy: "Check the disk, or take a copy of the file.")
      }
      do {
        body(
          try JSONFile.decode(
            RecordedLine.self, from: current, file: "\(name):\(number)",
            remedy: "Give the output of 'verify-gate --record', or sessions of workloads as JSON lines."))
      } catch  where line == nil && !endedInLineFeed && number > 1 {
        return
      }
    }
  }
}
