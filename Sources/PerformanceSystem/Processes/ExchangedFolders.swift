import CPerformanceProbe
import Foundation

/// Two folders that exchange their names while a build runs: both builds were compiled in the first one, and each finds
/// its own files there.
package struct ExchangedFolders: Equatable, Sendable, Codable {
  /// The folder in which both builds were compiled.
  package var compiled: String
  /// The folder with the files of the build that is not running.
  package var aside: String

  /// Creates the pair; both folders must be on one file system.
  package init(compiled: String, aside: String) {
    self.compiled = compiled
    self.aside = aside
  }
}

extension ExchangedFolders {
  /// Runs a body while the folders have exchanged their names.
  /// - Throws: The error of the body, or ``InputError`` when the folders cannot be exchanged.
  package func whileExchanged<Result>(_ body: () throws -> Result) throws -> Result {
    try exchange()
    let result = Swift.Result { try body() }
    try exchange()
    return try result.get()
  }

  /// Exchanges the names of the folders.
  /// - Throws: ``InputError``.
  package func exchange() throws {
    // Some file systems have no atomic exchange, and some containers forbid the system call.
    if perf_exchange(compiled, aside) != 0 { try exchangeInThreeSteps() }
  }

  /// Exchanges the names with ordinary renames; when one of them fails, the first folder keeps its name.
  /// - Throws: ``InputError``.
  package func exchangeInThreeSteps() throws {
    try rename(compiled, to: between)
    do {
      try rename(aside, to: compiled)
    } catch {
      try rename(between, to: compiled)
      throw error
    }
    try rename(between, to: aside)
  }

  /// The temporary name of the first folder in an exchange of three steps.
  package var between: String { aside + ".between" }

  private func rename(_ folder: String, to name: String) throws {
    guard Foundation.rename(folder, name) != 0 else { return }
    throw InputError(
      file: folder, problem: "cannot be renamed to \(name) (\(String(cString: strerror(errno))))",
      remedy: "Make the folder around it writable, or set PERFTEST_STATE to a folder that is.")
  }
}
