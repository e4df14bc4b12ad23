import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// The numbers of two origins, as an operand names each.
package struct ComparedNumbers {
  private let reader: OperandReader
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) {
    reader = OperandReader(arguments, in: context)
    (self.arguments, self.context) = (arguments, context)
  }

  /// Compares what two operands name.
  /// - Throws: ``InputError`` when one means nothing or several things, or cannot be read.
  package func comparison(_ old: String, _ new: String, showsAll: Bool) throws -> NumbersComparison {
    defer { reader.reportMessages() }
    let operands = (try reader.operand(old), try reader.operand(new))
    return NumbersComparison(
      old: try numbers(old, operands.0, beside: operands.1), new: try numbers(new, operands.1, beside: operands.0),
      showsAll: showsAll)
  }

  /// Compares what an operand names with a run.
  /// - Throws: ``InputError`` when it means nothing or several things, or cannot be read.
  package func comparison(_ old: String, with new: RunRecord) throws -> NumbersComparison {
    defer { reader.reportMessages() }
    return NumbersComparison(
      old: try numbers(old, try reader.operand(old), beside: .file(.run(new))), new: RecordedNumbers(new))
  }

  /// The event log of the run that an operand names; `nil` where it names none, or the log is gone.
  /// - Throws: ``InputError`` when it means nothing or several things.
  func log(of operand: String) throws -> URL? {
    let log: URL? =
      switch try reader.operand(operand) {
      case .run(let run): try PackageFolder(arguments, in: context).state.eventLog(run: run.name)
      case .file(.run): context.file(operand)
      case .file(.baselines), .baselines: nil
      }
    return log.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
  }

  private func numbers(
    _ text: String, _ operand: ComparedOperand, beside other: ComparedOperand
  ) throws -> RecordedNumbers {
    switch operand {
    case .run(let run): try measured(RecordedNumbers(run, try reader.rows(of: run)), text)
    case .file(.run(let record)): try measured(RecordedNumbers(record), text)
    case .baselines(let documents): RecordedNumbers(documents: documents)
    case .file(.baselines(let documents)):
      RecordedNumbers(documents: try narrowed(documents, text, beside: other))
    }
  }

  private func measured(_ numbers: RecordedNumbers, _ text: String) throws -> RecordedNumbers {
    guard numbers.metrics.isEmpty else { return numbers }
    throw InputError(
      file: text, problem: "has no session, nothing was measured in this run",
      remedy: "Take the log of another run.")
  }

  private func narrowed(
    _ documents: [BaselineDocument], _ text: String, beside other: ComparedOperand
  ) throws -> [BaselineDocument] {
    let selections = [location(other), thisMachine].compactMap { $0 }
    if let narrowed = RecordedNumbers.narrowed(documents, to: selections) { return narrowed }
    let locations = Set(documents.map { "\($0.toolchain)/\($0.machine ?? BaselineStore.countsFolder)" }).sorted()
    throw InputError(
      file: text, problem: "has baselines of several toolchains or machine classes, none of them this machine's",
      remedy: "Name one of its folders: \(locations.joined(separator: ", ").printable).")
  }

  /// The folder of this machine's baselines; that of builds without arguments outside of a package.
  private var thisMachine: BaselineKey? {
    let package = try? PackageFolder(arguments, in: context)
    return BaselineKey(package?.environmentOfRun ?? Preflight.environment)
  }

  private func location(_ operand: ComparedOperand) -> BaselineKey? {
    switch operand {
    case .file(.run(let record)): BaselineKey(of: RecordedNumbers(record))
    case .file(.baselines(let documents)), .baselines(let documents):
      BaselineKey(of: RecordedNumbers(documents: documents))
    case .run(let run): BaselineKey(of: RecordedNumbers(run, []))
    }
  }
}
