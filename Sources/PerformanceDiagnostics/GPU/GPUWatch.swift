import Foundation
import PerformanceNVML
import PerformanceText
import PerformanceWorkflows

/// Shows the readings of GPUs every second, until Ctrl-C.
struct GPUWatch {
  /// The polling interval for a request to end, in microseconds.
  private static let nap: UInt32 = 50_000
  private static let period = 1.0

  let reader: GPUSnapshotReader
  let selection: GPUReport.Selection
  let stream: Output.Stream

  /// Shows the readings until Ctrl-C, or until the reader closes the output.
  func run() {
    Interruption.watch([SIGINT, SIGTERM, SIGHUP])
    if stream.isTerminal {
      let screen = Screen(on: stream)
      defer { screen.end() }
      everySecond {
        let table = GPUTable(reader.read(), selection, width: screen.size.columns, colour: stream.colour)
        screen.render(table.lines(.changing))
        return true
      }
    } else {
      everySecond {
        let table = GPUTable(reader.read(), selection, width: stream.width, colour: .off)
        return stream.write(table.lines(.changing).joined(separator: "\n") + "\n\n")
      }
    }
  }

  private func everySecond(_ show: () -> Bool) {
    while !Interruption.isRequested {
      let begin = DispatchTime.now()
      guard show() else { return }
      while !Interruption.isRequested, DispatchTime.now() < begin + Self.period { usleep(Self.nap) }
    }
  }
}
