import Foundation
import PerformanceNVML
import PerformanceText
import PerformanceWorkflows

/// Shows the readings of GPUs every second, until Ctrl-C.
struct GPUWatch {
  /// How long a wish to end may wait, in microseconds.
  private static let nap: UInt32 = 50_000
  private static let period = 1.0

  let reader: GPUSnapshotReader
  let selection: GPUReport.Selection

  /// Shows them until Ctrl-C, or until nobody reads any more.
  func run() {
    Interruption.watch([SIGINT, SIGTERM, SIGHUP])
    if Output.isTerminal(1) {
      let screen = Screen(on: 1)
      defer { screen.end() }
      everySecond {
        let table = GPUTable(reader.read(), selection, width: screen.size.columns, colour: Output.colour(of: 1))
        screen.render(table.lines(.changing))
        return true
      }
    } else {
      everySecond {
        let table = GPUTable(reader.read(), selection, width: Output.width(of: 1), colour: .off)
        return Output.write(table.lines(.changing).joined(separator: "\n") + "\n\n", to: 1)
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
