import Foundation
import PerformanceSystem

/// The folders of two exported trees, which exchange their names while the second one's build runs.
package struct TreePair {
  /// The folder in which everything is compiled.
  package let compiled: URL
  /// The folder for the files of another build.
  package let aside: URL

  /// Two folders in a folder that exists.
  package init(in folder: URL) {
    compiled = folder.appendingPathComponent("tree")
    aside = folder.appendingPathComponent("other")
  }

  /// The folders for those who exchange them.
  package var exchanged: ExchangedFolders { ExchangedFolders(compiled: compiled.path, aside: aside.path) }

  /// Makes both folders where they are missing, and gives back their names where a process was killed between two
  /// exchanges.
  /// - Throws: ``InputError``.
  package func prepare() throws {
    let names = (name(of: compiled), name(of: aside))
    if names == (aside.lastPathComponent, compiled.lastPathComponent) {
      try exchanged.exchange()
    }
    let files = FileManager.default
    do {
      // A process was killed between the steps of an exchange in three steps: all of it can be exported again.
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

  /// The file that says which of the two folders this is, whatever its name is at the moment.
  private func nameFile(of folder: URL) -> URL { folder.appendingPathComponent("name") }

  private func name(of folder: URL) -> String? {
    (try? Data(contentsOf: nameFile(of: folder))).map { String(decoding: $0, as: UTF8.self) }
  }
}
