import Foundation
import PerformanceRecords
import PerformanceWorkflows

/// The package and the hooks of a command's arguments.
struct HookArguments {
  let package: PackageFolder
  private let scratch: URL

  init(_ arguments: Arguments, in context: CommandContext) throws {
    package = try PackageFolder(arguments, in: context)
    scratch = package.state.scratch(run: StateFolder.newRunName())
  }

  /// Runs a function with the folder of the hooks.
  func withFolder<Value>(_ body: (HookFolder) throws -> Value) throws -> Value {
    defer { try? FileManager.default.removeItem(at: scratch) }
    return try body(try HookFolder(of: package, scratch: scratch))
  }

  /// Runs a function with each hook.
  func forEach(_ body: (InstalledHook) throws -> Void) throws {
    try withFolder { folder in
      for script in HookScript.all { try body(InstalledHook(script: script, folder: folder)) }
    }
  }
}
