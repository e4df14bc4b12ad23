import Foundation
import PerformanceNVML
import PerformanceTerminal
import PerformanceText
import PerformanceWorkflows

/// Shows the readings of GPUs every second, until Ctrl-C.
struct GPUWatch {
  /// The polling interval for a request to end, in microseconds.
  private static let nap: UInt32 = 50_000
  private static let period = Duration.seconds(1)

  let reader: GPUSnapshotReader
  let selection: GPUReport.Selection
  let stream: Output.Stream

  /// Shows the readings until Ctrl-C or `q`, or until the reader closes the output.
  func run() { stream.isTerminal ? runOnTerminal() : runInBlocks() }

  private func runOnTerminal() {
    let terminal = FullScreen(on: stream)
    defer { terminal.end() }
    while true {
      let end = ContinuousClock.now + Self.period
      let snapshots = reader.read()
      repeat {
        guard terminal.show(frame(of: snapshots, in: terminal.currentSize)) else { return }
        let rest = max(end - .now, .zero)
        for event in terminal.wait(milliseconds: Int(rest / .milliseconds(1))) {
          if event == .end || event == .key(.character("q")) { return }
        }
      } while .now < end
    }
  }

  /// The readings that fit, and how many lines do not.
  private func frame(of snapshots: [GPUSnapshot], in size: Output.Size) -> [(text: String, width: Int)] {
    let lines = GPUTable(snapshots, selection, width: size.columns, colour: stream.colour).lines(.changing)
    let plain = GPUTable(snapshots, selection, width: size.columns, colour: .off).lines(.changing)
    let all = zip(lines, plain).map { (text: $0, width: $1.displayWidth) }
    guard all.count > size.rows else { return all }
    let rest = "… \(all.count - size.rows + 1) more lines"
    return all.prefix(max(size.rows - 1, 0)) + [(rest, rest.displayWidth)]
  }

  private func runInBlocks() {
    Interruption.watch([SIGINT, SIGTERM, SIGHUP])
    while !Interruption.isRequested {
      let end = ContinuousClock.now + Self.period
      let table = GPUTable(reader.read(), selection, width: stream.width, colour: .off)
      guard stream.write(table.lines(.changing).joined(separator: "\n") + "\n\n") else { return }
      while !Interruption.isRequested, .now < end { usleep(Self.nap) }
    }
  }
}
