import Foundation
import PerformanceSystem

/// The executable of a tool, in the folder of the running one.
struct ToolExecutable {
  private let product: String
  /// The folder of this executable: `<scratch>/<triple>/<configuration>` where SwiftPM built it.
  private let folder: URL
  private let context: CommandContext

  /// Finds the tool in the folder of this process's executable.
  init(product: String, context: CommandContext) {
    self.product = product
    self.context = context
    let running = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    folder = URL(fileURLWithPath: running ?? CommandLine.arguments[0]).deletingLastPathComponent()
  }

  private var path: String { folder.appendingPathComponent(product).path }

  /// Builds the tool where it is out of date, and replaces this process with it.
  /// - Throws: ``CommandFailure`` when it cannot be built.
  /// - Returns: The failure of starting it; otherwise the call does not return.
  func replaceProcess(_ arguments: [String]) throws -> CommandFailure {
    try buildIfNeeded()
    var pointers = ([path] + arguments).map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    execv(path, &pointers)
    return CommandFailure(status: .failure, message: "cannot start \(path): \(String(cString: strerror(errno)))")
  }

  /// SwiftPM decides what to build. A copied executable needs its tools in the same folder.
  private func buildIfNeeded() throws {
    let scratch = folder.deletingLastPathComponent().deletingLastPathComponent()
    let isBuiltHere = FileManager.default.fileExists(
      atPath: scratch.appendingPathComponent("workspace-state.json").path)
    guard isBuiltHere else {
      guard SearchPath.isExecutable(path) else {
        throw CommandFailure(
          status: .notMeasurable, message: "\(path) is not there; copy \(product) beside \(CommandLine.arguments[0]).")
      }
      return
    }
    try ProductBuild(
      product: product, scratch: scratch, configuration: folder.lastPathComponent, context: context
    ).run()
  }
}
