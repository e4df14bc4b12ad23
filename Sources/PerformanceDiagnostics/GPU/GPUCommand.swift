import Foundation
import PerformanceBuild
import PerformanceNVML
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows the GPUs of the machine and every reading of them.
package struct GPUCommand: Command {
  package static let name = "gpu"
  package static let syntax = Syntax(
    optional: [watch, CommonArguments.json], exclusions: [.init(watch, CommonArguments.json)],
    remarks: """
      All GPUs are shown. PERFTEST_GPU (auto, off, required, or the beginning of a UUID) and CUDA_VISIBLE_DEVICES decide
      which of them is measured. A reading is a number, or 'unavailable' or 'invalid' with the reason; neither is an
      error. Exits with 0 when there is a GPU, and after Ctrl-C; with 75 when there is none, and a remedy; with 78 when
      PERFTEST_GPU cannot be used.
      """)

  private static let watch = Argument<Bool>.flag(
    "--watch",
    "read every second, until Ctrl-C: redrawn on a terminal, block after block elsewhere; constant readings are "
      + "left out")

  private enum Form { case once, watch, json }

  private let form: Form
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    form = arguments[Self.watch] ? .watch : arguments[CommonArguments.json] ? .json : .once
    self.context = context
  }

  package func run() throws -> ExitStatus {
    let reader: GPUSnapshotReader
    do throws(NVMLFailure) {
      reader = try GPUSnapshotReader()
    } catch {
      if form == .json { try context.output.json(GPUReport(.absent(problem: error.problem, remedy: error.remedy))) }
      throw CommandFailure(status: .notMeasurable, message: error.description)
    }
    return try show(reader)
  }

  /// A selection with an error is shown beside the existing GPUs.
  private var selection: (GPUReport.Selection, ExitStatus) {
    do throws(InputError) {
      return (try MeasuredGPU(environment: context.environment).selection(), .pass)
    } catch {
      return (.none(error.description), .configuration)
    }
  }

  private func show(_ reader: GPUSnapshotReader) throws -> ExitStatus {
    defer { reader.end() }
    let (selection, status) = selection
    switch form {
    case .once:
      context.output.lines { GPUTable(reader.read(), selection, width: $0, colour: $1).lines(.everything) }
    case .json: try context.output.json(GPUReport(.gpus(reader.read(), selection)))
    case .watch: GPUWatch(reader: reader, selection: selection, stream: context.output.results).run()
    }
    return status
  }
}
