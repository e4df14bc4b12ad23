import Foundation
import PerformanceBuild
import PerformanceHistory
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Writes runs for other histories.
package struct HistoryExportCommand: Command {
  package static let name = "history export"
  package static let syntax = Syntax(
    optional: [file, runs, SharingArguments.samples, CommonArguments.packagePath],
    remarks: "Without FILE the runs are written to standard output.")

  private static let file = Argument<String>.operand("FILE", "the file to write")
  private static let runs = Argument<Int>.number("--runs", "N", in: 1...1_000_000_000, "only the newest N runs")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let count = try arguments.value(Self.runs) ?? .max
    let target = try arguments.value(Self.file).map(context.file)
    let detail: ExchangedRun.Detail = arguments[SharingArguments.samples] ? .samples : .numbers
    try OpenedHistory(arguments, in: context).read { store in
      let names = try store.read { try $0.runs() }.suffix(count).map(\.name)
      func forEachLine(_ body: (Data) throws -> Void) throws {
        for name in names {
          guard let contents = try store.read({ try $0.contents(ofRun: name) }) else { continue }
          try body(try ExchangedRun(contents, detail: detail).line() + Data("\n".utf8))
        }
      }
      if let target {
        let file = try DurableFile(replacing: target)
        try forEachLine { try file.write($0) }
        try file.commit()
        context.output.line("wrote \(Plural.text(names.count, "run")) to \(target.path.printable)")
      } else {
        try forEachLine { context.output.results.write(String(decoding: $0, as: UTF8.self)) }
      }
    }
    return .pass
  }
}
