import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceRecords
import PerformanceSystem

/// The package that the command works on.
package struct PackageFolder {
  /// The folder that has `Package.swift`.
  package let url: URL
  /// The environment of the command, with the settings of its arguments.
  package private(set) var environment: [String: String]
  /// The output of the command.
  package private(set) var output: Output
  /// The log of the command.
  package let log: RunLog
  /// The readers of the events of its run; `nil` where the command has no run.
  private(set) var events: EventOutput?
  /// The user's arguments for every build.
  package let buildArguments: SwiftBuildArguments

  /// Finds the package of a folder or of the nearest folder above it.
  /// - Parameter buildArguments: those on the command line, besides those of the environment.
  /// - Throws: ``InputError`` when there is none, or the error of an unusable build argument.
  package init(containing path: String, in context: CommandContext, buildArguments: [String] = []) throws {
    self.buildArguments = try SwiftBuildArguments(typed: buildArguments, environment: context.environment)
    environment = context.environment
    output = context.output
    log = context.log
    let start = context.file(path).standardizedFileURL
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: start.path, isDirectory: &isFolder), isFolder.boolValue else {
      // Otherwise the search from a misspelt folder would find a package above it.
      throw InputError(file: start.path, problem: "is not a folder", remedy: "Give --package-path a package's folder.")
    }
    guard let package = PackageLocation.package(around: start) else {
      throw InputError(
        file: start.path, problem: "is in no Swift package", remedy: "Change to a package, or use --package-path.")
    }
    url = package
  }

  /// Finds the package that `--package-path` names, else the one of the context.
  /// - Throws: ``InputError`` when there is none, or the error of an unusable build argument.
  package init(_ arguments: Arguments, in context: CommandContext) throws {
    try self.init(
      containing: try arguments.packagePath(in: context), in: context,
      buildArguments: try arguments.all(CommonArguments.swiftBuildArgument))
  }

  /// The same package with other environment variables.
  package func setting(_ variables: [String: String]) -> PackageFolder {
    var package = self
    package.environment.merge(variables) { _, new in new }
    return package
  }

  /// The same package, whose run sends its events. Where they go to standard output, nothing else does.
  package func sending(_ events: EventOutput) -> PackageFolder {
    var package = self
    package.events = events
    if events.takesStandardOutput {
      package.output = Output(results: output.messages, messages: output.messages, supervisor: output.supervisor)
    }
    return package
  }

  /// The state folder, `.perftest` unless the environment names another one.
  package var state: StateFolder { StateFolder(package: url, environment: environment) }
  /// The baselines, in `baselines` unless the environment names another folder.
  package var baselines: BaselineStore {
    BaselineStore(folder: BaselineStore.folder(package: url, environment: environment))
  }
  /// The planted slowdown of bodies, to see a gate turn red.
  /// - Throws: ``InputError`` for an invalid variable.
  var slowdown: PlantedSlowdown { get throws { try PlantedSlowdown(environment: environment) } }
  /// The conditions that turn the build red.
  package var redRule: RedRule { RedRule(environment: environment) }
}
