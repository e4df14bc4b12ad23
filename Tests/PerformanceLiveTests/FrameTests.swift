import Foundation
import PerformanceLive
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Frames of the dashboard")
struct FrameTests {
  /// A frame that is checked in.
  struct Golden: CustomTestStringConvertible, Sendable {
    let columns: Int
    let rows: Int
    let capabilities: TerminalCapabilities
    var mode: DashboardMode?

    var file: String {
      let kind = capabilities.glyphs == .ascii ? "ascii" : "colour"
      return "frame-\(columns)x\(rows)\(mode.map { "-\($0)" } ?? "")-\(kind).txt"
    }
    var testDescription: String { file }
  }

  private static let goldens: [Golden] = [
    TerminalCapabilities(colour: .on, glyphs: .unicode), TerminalCapabilities(colour: .off, glyphs: .ascii),
  ].flatMap { capabilities in
    [(80, 24, nil), (120, 40, nil), (200, 60, nil), (80, 24, .full), (80, 24, .minimal)].map {
      Golden(columns: $0.0, rows: $0.1, capabilities: capabilities, mode: $0.2)
    }
  }

  @Test("They are as checked in", arguments: goldens)
  func golden(_ golden: Golden) throws {
    let renderer = DashboardRenderer(
      ExampleRun.state(), view: DashboardView(mode: golden.mode),
      size: FrameSize(columns: golden.columns, rows: golden.rows), capabilities: golden.capabilities,
      now: ExampleRun.now)
    let text = renderer.lines.joined(separator: "\n") + "\n"
    let file = Bundle.module.bundleURL.appendingPathComponent("Fixtures/" + golden.file)
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "\(golden.file)")
  }
}
