import Foundation
import PerformanceNVML
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows the GPUs of the machine and all that they tell.
package struct GPUCommand: Command {
  package static let name = "gpu"
  package static let abstract = "Show the GPUs, every reading of them or why there is none, and which one is measured."
  package static let usage = """
    Usage: perftest gpu [--watch | --json]

      --watch   reads every second, until Ctrl-C: in place on a terminal, block after block elsewhere; readings that
                do not change by themselves are left out
      --json    as JSON

    Which GPU is measured is what PERFTEST_GPU (auto, off, required, or the beginning of a UUID) and
    CUDA_VISIBLE_DEVICES make of those there are; all are shown. A reading is a number, or unavailable, or invalid
    where no number of the GPU holds, with the reason. Neither is an error: the command exits with 0 where there is a
    GPU, and after Ctrl-C; with 75 where there is none, and says what to do; with 78 when PERFTEST_GPU cannot be used.
    """

  private enum Form { case once, watch, json }

  private let form: Form

  package init(_ arguments: inout ArgumentList) throws {
    let (watches, asJSON) = (arguments.takeFlag("--watch"), arguments.takeFlag("--json"))
    _ = try arguments.operands()
    if watches, asJSON { throw UsageError("--watch shows a table, which --json is none: use one of the two") }
    form = watches ? .watch : asJSON ? .json : .once
  }

  package func run() throws -> ExitStatus {
    let reader: GPUSnapshotReader
    do throws(NVMLFailure) {
      reader = try GPUSnapshotReader()
    } catch {
      if form == .json { try Output.json(GPUReport(.absent(problem: error.problem, remedy: error.remedy))) }
      throw CommandFailure(status: .notMeasurable, message: error.description)
    }
    return try show(reader)
  }

  /// What cannot be used is told beside what there is.
  private var selection: (GPUReport.Selection, ExitStatus) {
    do throws(InputError) {
      return (try MeasuredGPU(environment: ProcessInfo.processInfo.environment).selection(), .pass)
    } catch {
      return (.none(error.description), .configuration)
    }
  }

  private func show(_ reader: GPUSnapshotReader) throws -> ExitStatus {
    defer { reader.end() }
    let (selection, status) = selection
    switch form {
    case .once:
      let table = GPUTable(reader.read(), selection, width: Output.width(of: 1), colour: Output.colour(of: 1))
      Output.line(table.lines(.everything).joined(separator: "\n"))
    case .json: try Output.json(GPUReport(.gpus(reader.read(), selection)))
    case .watch: GPUWatch(reader: reader, selection: selection).run()
    }
    return status
  }
}
