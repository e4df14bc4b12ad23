import Foundation
import PerformanceSystem

/// The folders of two exported trees, which exchange their names while the second one's build runs.
package struct TreePair {
  /// The folder in which everything is compiled.
  package let compiled: URL
  /// The folder for the files of another build.
  package let aside: URL

  /// Creates the pair in an existing folder.
  package init(in folder: URL) {
    compiled = folder.appendingPathComponent("tree")
    aside = folder.appendingPathComponent("other")
  }

  /// The folders as a pair to exchange.
  package var exchanged: ExchangedFolders { ExchangedFolders(compiled: compiled.path, aside: aside.path) }

  /// Creates missing folders, and restores the names where a process was killed during an exchange.
  /// - Throws: ``InputError``.
  package func prepare() throws {
    let names = (name(of: compiled), name(of: aside))
    if names == (aside.lastPathComponent, compiled.lastPathComponent) {
      try exchanged.exchange()
    }
    let files = FileManager.default
    do {
      // A process was killed during an exchange of three steps; the files can be exported again.
      let between = URL(fileURLWithPath: exchanged.between)
      if files.fileExists(atPath: between.path) { try files.removeItem(at: between) }
      for folder in [compiled, aside] where name(of: folder) != folder.lastPathComponent {
        if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(folder.lastPathComponent.utf8).write(to: nameFile(of: folder), options: .atomic)
      }
    } catch {
      throw InputError.unwritable(compiled.deletingLastPathComponent())
    }
  }

  /// The file that identifies a folder independent of its current name.
  private func nameFile(of folder: URL) -> URL { folder.appendingPathComponent("name") }

  private func name(of folder: URL) -> String? {
    (try? Data(contentsOf: nameFile(of: folder))).map { String(decoding: $0, as: UTF8.self) }
  }
}
