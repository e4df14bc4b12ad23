import Foundation
import PerformanceRecords
import PerformanceSystem

/// Builds an executable of this package in the scratch folder of the running one.
package struct ProductBuild {
  private let product: String
  private let scratch: URL
  private let configuration: String
  private let context: CommandContext

  /// - Parameters:
  ///   - scratch: SwiftPM's scratch folder, `.build` unless the user selected another one.
  ///   - configuration: `debug` or `release`.
  package init(product: String, scratch: URL, configuration: String, context: CommandContext) {
    self.product = product
    self.scratch = scratch
    self.configuration = configuration
    self.context = context
  }

  /// Builds the product where it is out of date.
  /// - Throws: ``CommandFailure`` with the compiler's errors.
  package func run() throws {
    // Without optimisation, no code is inlined across modules.
    guard configuration == "release" else { return try compile() }
    let scratch = try StateFolder.makeBuildFolder(scratch)
    _ = try FreshBuild(scratch: scratch, remedy: .accept) {
      try compile()
      return .built
    }.run()
  }

  private func compile() throws {
    guard let swift = SearchPath.executable("swift", in: context.environment) else {
      throw CommandFailure(
        status: .notMeasurable, message: "'swift' is not on the PATH; install Swift 6.3 or extend PATH.")
    }
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(product)-\(ProcessInfo.processInfo.processIdentifier).log")
    defer { try? FileManager.default.removeItem(at: log) }
    var status = StatusLine(context.output)
    let begin = Date()
    var isAnnounced = false
    do {
      let build = try ChildProcess(
        swift, arguments: arguments, environment: context.environment.merging(["PERFTEST": "1"]) { $1 },
        output: .file(log),
        deathSignal: SIGTERM)
      let ending = build.wait(seconds: 24 * 3600) {
        let seconds = Int(Date().timeIntervalSince(begin))
        // An up-to-date build takes a second and needs no message.
        guard seconds > 1 else { return true }
        status.show(
          repeated: "building \(product), \(seconds) s",
          plain: isAnnounced ? nil : "building \(product), which is done when it is first used")
        isAnnounced = true
        return true
      }
      status.clear()
      guard ending == .exited(0) else { throw failure(log) }
    } catch let error as ChildProcess.LaunchError {
      throw CommandFailure(status: .failure, message: "\(error)")
    }
  }

  private var arguments: [String] {
    ["swift", "build", "--product", product, "-c", configuration, "--scratch-path", scratch.path]
      + ["--package-path", package.path]
  }

  /// The package of the scratch folder: the one that has it as `.build`, else that of the current folder.
  private var package: URL {
    let parent = scratch.deletingLastPathComponent()
    let isUsual = scratch.lastPathComponent == ".build"
    let hasManifest = FileManager.default.fileExists(atPath: parent.appendingPathComponent("Package.swift").path)
    if isUsual, hasManifest { return parent }
    return (try? PackageFolder(containing: context.folder.path, in: context))?.url ?? context.folder
  }

  private func failure(_ log: URL) -> CommandFailure {
    let lines = ((try? Data(contentsOf: log)).map { String(decoding: $0, as: UTF8.self) } ?? "").split(separator: "\n")
    let errors = lines.filter { $0.contains("error:") }
    let shown = (errors.isEmpty ? lines.suffix(15) : errors.prefix(15)).map { String($0).printable }
    return CommandFailure(
      status: .notMeasurable,
      message: "\(product) could not be built: swift build --product \(product)\n" + shown.joined(separator: "\n"))
  }
}
