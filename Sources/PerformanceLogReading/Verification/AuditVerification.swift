import Foundation
import PerformanceLog
import PerformanceSystem

/// The check of the chain of audit records: what is in the files, and what the file of the head says about their end.
///
/// It finds changes by everyone who does not calculate the chain anew. Who can write the files can do so, and then only a
/// head that was kept elsewhere shows it.
package struct AuditVerification: Equatable, Sendable {
  /// Something that a chain as it was written does not have.
  package struct Finding: Equatable, Sendable {
    package enum Cause: Equatable, Sendable {
      /// The line is no record: it was edited, or its writing was broken off.
      case unreadable
      /// The next record has another hash for this line than it has: it was changed, or what the next one says.
      case changed
      /// This record does not have the number after the one before it: others were removed or moved. The numbers of both.
      case broken(after: Int, found: Int)
      /// The first record that is there has this number, and no record says that older files were removed.
      case beginsLate(Int)
      /// The head says that there were more records.
      case endsEarly(last: Int, head: Int)
      /// The last record is not the one whose hash the head has.
      case lastChanged
      /// There are records and no head.
      case noHead
      /// No record has the hash that was given.
      case unknownHead
    }

    /// The file.
    package let file: String
    /// The line in it, from 1; `nil` for the whole file.
    package let line: Int?
    package let cause: Cause
  }

  /// The complete records.
  package private(set) var records = 0
  package private(set) var findings: [Finding] = []
  /// The end of the chain as it was found; `nil` without a record.
  package private(set) var head: AuditHead?
  /// The lines whose writing was broken off, while the chain continues over them.
  package private(set) var brokenOff: [Finding] = []

  /// Checks the files of a folder.
  /// - Parameter hash: the hash of a record that must still be there, from an earlier check.
  /// - Throws: ``InputError`` where a file cannot be opened.
  package init(_ folder: LogFolder, containing hash: String? = nil) throws {
    var state = State()
    // Read before the records: another process may write one meanwhile, and then the head.
    let headOnFile = AuditHead(file: AuditHead.file(in: folder))
    for file in folder.files(.audit) {
      guard let lines = try LogLines.open(renamed: file) else { continue }
      var number = 0
      while let line = lines.next() ?? lines.takeUnfinishedLine() {
        number += 1
        state.add(line, file: file.path, number: number, wanted: hash)
      }
    }
    state.end(headOnFile, in: folder, wanted: hash)
    (records, findings, head, brokenOff) = (state.records, state.findings, state.last, state.brokenOff)
  }
}

private struct State {
  typealias Finding = AuditVerification.Finding

  var records = 0
  var findings: [Finding] = []
  var brokenOff: [Finding] = []
  var last: AuditHead?
  private var place: (file: String, line: Int)?
  private var first: (sequence: Int, file: String, line: Int)?
  /// The lines before it.
  private var beforeFirst: [Finding] = []
  /// The greatest number with which the chain may begin, as records about removed files say.
  private var latestBeginning = 1
  private var isWantedFound = false

  mutating func add(_ line: UnsafeRawBufferPointer, file: String, number: Int, wanted: String?) {
    guard let record = try? LogRecord(line: line), let link = record.link else {
      brokenOff.append(Finding(file: file, line: number, cause: .unreadable))
      return
    }
    let head = AuditHead(sequence: link.sequence, hash: SHA256.hexadecimal(of: line))
    if head.hash == wanted { isWantedFound = true }
    if record.id == .auditPruned, case .integer(let kept) = record.attributes["chain.kept.sequence"] {
      latestBeginning = max(latestBeginning, kept)
    }
    if let last, let place {
      check(link, at: (file, number), after: last, at: place)
    } else {
      first = (link.sequence, file, number)
      beforeFirst = brokenOff
    }
    records += 1
    (last, place) = (head, (file, number))
  }

  private mutating func check(
    _ link: AuditLink, at location: (file: String, line: Int), after last: AuditHead,
    at place: (file: String, line: Int)
  ) {
    if link.sequence != last.sequence + 1 {
      findings.append(
        Finding(
          file: location.file, line: location.line, cause: .broken(after: last.sequence, found: link.sequence)))
      blameUnreadable(after: place)
    } else if link.previous != last.hash {
      findings.append(Finding(file: place.file, line: place.line, cause: .changed))
    }
  }

  /// Lines without a record after a place are what is missing there: their writing was not just broken off.
  private mutating func blameUnreadable(after place: (file: String, line: Int)?) {
    let lines = brokenOff.filter { $0.file != place?.file || ($0.line ?? 0) > (place?.line ?? 0) }
    findings += lines
    brokenOff.removeAll(where: lines.contains)
  }

  mutating func end(_ head: AuditHead?, in folder: LogFolder, wanted: String?) {
    if let first, first.sequence > latestBeginning {
      findings.append(Finding(file: first.file, line: first.line, cause: .beginsLate(first.sequence)))
      findings += beforeFirst
      brokenOff.removeAll(where: beforeFirst.contains)
    }
    let headFile = AuditHead.file(in: folder).path
    if let head {
      let end = last?.sequence ?? 0
      if end < head.sequence {
        findings.append(
          Finding(
            file: place?.file ?? folder.current(.audit).path, line: place?.line,
            cause: .endsEarly(last: end, head: head.sequence)))
        blameUnreadable(after: place)
      } else if let last, let place, end == head.sequence, last.hash != head.hash {
        findings.append(Finding(file: place.file, line: place.line, cause: .lastChanged))
      }
    } else if last != nil {
      findings.append(Finding(file: headFile, line: nil, cause: .noHead))
    }
    if wanted != nil, !isWantedFound {
      findings.append(Finding(file: folder.folder(of: .audit).path, line: nil, cause: .unknownHead))
    }
  }
}
