import Foundation
import PerformanceRecords
import PerformanceSystem

/// Valgrind on this machine, and the copy of a bundle that it can run.
package struct Valgrind {
  /// The error when instructions cannot be counted, with a remedy.
  package struct Absence: Error, CustomStringConvertible {
    package let description: String
  }

  /// The extension of a bundle's copy without debug information; the name of a draft appends the process id.
  package static let copyExtension = "counted"

  private let environment: [String: String]
  private let path: String
  private let version: String

  /// Finds Valgrind on the PATH.
  /// - Throws: ``Absence`` where there is none, or its version is unknown.
  package init(environment: [String: String]) throws {
    guard let path = SearchPath.executable("valgrind", in: environment) else {
      throw Absence(description: "valgrind is not on the PATH (Debian, Ubuntu: apt-get install valgrind)")
    }
    // The output is "valgrind-3.19.0".
    guard let answer = ToolOutput.text(of: [path, "--version"], environment: environment),
      let dash = answer.firstIndex(of: "-"),
      answer[answer.index(after: dash)...].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") })
    else {
      throw Absence(description: "\(path) does not report its version; reinstall Valgrind")
    }
    self.environment = environment
    self.path = path
    version = String(answer[answer.index(after: dash)...])
  }

  /// Makes the copy and returns the tool for it.
  /// - Throws: ``Absence``.
  package func tool(for bundle: URL, simulatesCaches: Bool, scope: CountingTool.Scope) throws -> CountingTool {
    CountingTool(
      valgrind: path, version: version, bundle: try strippedCopy(of: bundle).path, simulatesCaches: simulatesCaches,
      scope: scope)
  }

  /// A copy of the bundle without debug information, in the same folder, where it finds its resources.
  ///
  /// Callgrind 3.19 rejects the debug information of C code from Swift 6 (DWARF 5). Names of functions are in the
  /// symbol table, which stays.
  private func strippedCopy(of bundle: URL) throws -> URL {
    let copy = bundle.appendingPathExtension(Self.copyExtension)
    if let made = Self.date(copy), let built = Self.date(bundle), made > built { return copy }
    guard let objcopy = objcopy else {
      throw Absence(
        description:
          "neither llvm-objcopy, which comes with Swift, nor objcopy is on the PATH (apt-get install binutils)")
    }
    let draft = bundle.appendingPathExtension("\(Self.copyExtension)-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: draft) }
    removeDrafts(beside: bundle)
    // A large bundle may take minutes on a busy machine.
    guard
      ToolOutput.text(of: [objcopy, "--strip-debug", bundle.path, draft.path], environment: environment, seconds: 600)
        != nil,
      rename(draft.path, copy.path) == 0
    else {
      throw Absence(description: "\(objcopy) could not make \(copy.path); free some space or check its folder")
    }
    return copy
  }

  /// Removes the drafts of killed processes.
  private func removeDrafts(beside bundle: URL) {
    let folder = bundle.deletingLastPathComponent()
    let prefix = bundle.appendingPathExtension(Self.copyExtension).lastPathComponent + "-"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] where name.hasPrefix(prefix) {
      guard let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  /// The tool of the toolchain, else that of the system.
  private var objcopy: String? {
    let swift = SearchPath.executable("swift", in: environment)
    let beside = swift.map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("llvm-objcopy").path
    }
    if let beside, SearchPath.isExecutable(beside) { return beside }
    return ["llvm-objcopy", "objcopy"].lazy.compactMap {
      SearchPath.executable($0, in: environment)
    }.first
  }

  private static func date(_ file: URL) -> Date? {
    try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
  }
}
