import Foundation
import PerformanceBuild
import PerformanceExports
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Writes the page of a run into the state folder and shows it in a browser.
package struct OpenCommand: Command {
  package static let name = "open"
  package static let syntax = Syntax(
    forms: [.init(optional: [ReportedRunReader.run, CommonArguments.packagePath])],
    remarks: """
      The page is written to .perftest/reports/RUN.html, and its path is printed. It is opened with xdg-open, on macOS
      with open; without such a program or a display, as in continuous integration, only the path is printed.
      '\(PerftestCommand.prefix) export html --output FILE' writes the page elsewhere.

      The command exits with 78 when there is no run, or when its log cannot be read.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let package = try PackageFolder(arguments, in: context)
    let run = try ReportedRunReader(arguments, in: context).run()
    try package.state.create()
    let page = try Self.folder(of: package).appendingPathComponent(
      FileName.safe(run.summary.record.id ?? "run") + ".html")
    try JSONFile.write(Data(try HTMLExporter.text(of: run).utf8), to: page)
    context.output.results.write(page.path + "\n")
    try show(page)
    return .pass
  }

  /// The folder of the pages, which is created.
  private static func folder(of package: PackageFolder) throws -> URL {
    let folder = package.state.reports
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(folder)
    }
    return folder
  }

  /// Starts the program that opens files, which continues after this process. The path is printed in any case, so that
  /// one that fails changes nothing.
  ///
  /// A shell starts the program and is awaited, so that init awaits the program. As a child that nobody awaited, it
  /// stopped every exit test of a process that ran this command: Swift Testing saw no other child end.
  private func show(_ page: URL) throws {
    guard let opener = Self.opener(in: context.environment) else { return }
    let shell = try? ChildProcess(
      "/bin/sh", arguments: ["sh", "-c", "\"$0\" \"$1\" &", opener, page.path], environment: context.environment,
      output: .file(page.deletingLastPathComponent().appendingPathComponent("opener.log")))
    _ = shell?.wait(seconds: 10)
  }

  /// The program that opens files; `nil` without one, and without a display.
  static func opener(in environment: [String: String]) -> String? {
    #if os(macOS)
      return SearchPath.executable("open", in: environment)
    #else
      let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment.setting($0) != nil }
      return hasDisplay ? SearchPath.executable("xdg-open", in: environment) : nil
    #endif
  }
}
