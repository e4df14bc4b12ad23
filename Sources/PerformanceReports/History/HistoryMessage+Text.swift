import Foundation
import PerformanceHistory
import PerformanceSystem
import PerformanceText

extension HistoryMessage {
  /// A sentence for the terminal: what happened, what it means for the results, and what to do about it.
  package var text: String {
    switch self {
    case .noLibrary(let cause): "\(cause.text): results come from \(HistoryMessage.Results.logs.text)"
    case .movedAside(let file, let cause, let remains):
      "\(cause.text); it is now \(file.path.printable), and a new index was made from the event logs"
        + Self.text(of: remains)
    case .notWritten(let failure, let results):
      "the history's index was not written: \(failure.text); results come from \(results.text)"
    case .notRead(let error):
      "the history's index was not read: \(error.text); results come from \(HistoryMessage.Results.logs.text)"
    case .unreadableLog(let log, let error):
      error.map { "\($0)" } ?? "\(log.path.printable): cannot be opened; its run is missing"
    case .unsynchronizedLog(let log):
      "\(log.path.printable): the system could not write it to the disk; its run is not in the index yet"
    case .sameRun(let log, let other):
      "\(log.path.printable): has the run of \(other.printable), and was left out; delete one of the two"
    case .shorterLog(let log):
      "\(log.path.printable): is shorter than when it was read before; the numbers read before stay"
    case .notShrunk(let error): "the history's index could not be made smaller: \(error.text)"
    }
  }

  private static func text(of remains: Remains?) -> String {
    guard let remains else { return "; nothing else in it can be read" }
    guard remains != Remains() else { return "" }
    let kept = "\(Plural.text(remains.kept, "run")) without a log"
    return remains.lost == 0
      ? ", with \(kept) of the old one" : ", with \(kept) of the old one; \(remains.lost) cannot be read"
  }
}

extension HistoryMessage.Results {
  fileprivate var text: String {
    switch self {
    case .indexAndLogs: "the index as it is and from the event logs that are not in it"
    case .logs: "the event logs, which have the newest runs only"
    }
  }
}

extension HistoryMessage.MoveCause {
  fileprivate var text: String {
    switch self {
    case .damaged(let error): "the history's index is damaged (\(error.message.printable))"
    case .newerVersion(let version): "the history's index is of a newer version of this package (tables \(version))"
    case .foreign: "the history's index was written by another program"
    }
  }
}

extension HistoryMessage.WriteFailure {
  fileprivate var text: String {
    switch self {
    case .database(let error): error.text
    case .folder(let error): "\(error.file.printable) \(error.problem.printable)"
    case .busy: "another process is writing it"
    case .other(let text): text.printable
    }
  }
}

extension SQLiteError {
  /// The failure; common ones have words of their own.
  package var text: String {
    switch kind {
    case .busy: "another program is writing it"
    case .readOnly: "the file or its folder may not be written"
    case .full: "the disk is full"
    case .damaged, .unopened, .inputOutput, .other: message.printable
    }
  }
}

extension SQLiteLibrary.Unavailability {
  /// Why SQLite cannot be used, with what to install.
  package var text: String {
    switch self {
    case .notLoaded(let error): "SQLite is not installed (\(error.reason.printable)); on Debian install libsqlite3-0"
    case .missing(let function): "the installed SQLite has no function \(function)"
    case .tooOld(let version):
      "the installed SQLite is \(Self.text(of: version)), and \(Self.text(of: SQLiteLibrary.oldest)) is needed"
    }
  }

  private static func text(of version: Int32) -> String {
    "\(version / 1_000_000).\(version / 1_000 % 1_000).\(version % 1_000)"
  }
}
