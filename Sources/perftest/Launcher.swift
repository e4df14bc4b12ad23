import Foundation
import PerformanceBuild

/// Builds the executable that has a command, where that is out of date, and replaces this process with it.
///
/// The commands share most modules with the benchmarks. They are built in the folder and the configuration of the
/// benchmarks, so that an adopter compiles these modules once. `swift run` would build them a second time, in debug:
/// that was a quarter of the cost of a first gate.
struct Launcher {
  private let arguments: [String]
  private let environment = ProcessInfo.processInfo.environment
  private let folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  /// The path of this executable without links.
  private let executable: URL

  /// - Parameter arguments: the command and its arguments.
  init(arguments: [String]) {
    self.arguments = arguments
    executable = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])).resolvingSymlinksInPath()
  }

  /// Replaces this process.
  /// - Returns: Why that was not possible; otherwise the call does not return.
  func replaceProcess() -> LaunchFailure {
    do throws(LaunchFailure) {
      return try start(executableOfCommand())
    } catch {
      return error
    }
  }

  private var product: String { CommandTable.product(of: arguments.first).name }

  /// The executable that has the command, up to date.
  private func executableOfCommand() throws(LaunchFailure) -> URL {
    ProductLocation(launcher: executable).isBuilt ? try build() : try copy()
  }

  /// Copied executables lie in one folder.
  private func copy() throws(LaunchFailure) -> URL {
    let copy = ProductLocation(launcher: executable).copy(of: product)
    guard FileManager.default.isExecutableFile(atPath: copy.path) else {
      throw .notMeasurable("\(copy.path) is not there; copy \(product) beside \(executable.path).")
    }
    return copy
  }

  private func build() throws(LaunchFailure) -> URL {
    guard let package = PackageLocation.package(of: executable) ?? PackageLocation.package(around: folder) else {
      throw .notMeasurable(
        "\(folder.path) is in no Swift package; change to the package that built \(executable.path).")
    }
    let build = ProductBuild(
      product: product, package: package, state: StateLocation(package: package, environment: environment))
    return try build.run(launcher: executable, environment: environment)
  }

  /// Starts the executable under the name of this one, whose folder shows the package.
  private func start(_ file: URL) -> LaunchFailure {
    var words = ([executable.path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    execv(file.path, &words)
    return .internalError("cannot start \(file.path): \(String(cString: strerror(errno)))")
  }
}
