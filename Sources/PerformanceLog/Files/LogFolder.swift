import Foundation
import PerformanceBuild

/// The folder `logs` of the state folder: a folder for each category, with the file that is written to and those that it
/// was renamed to.
package struct LogFolder: Equatable, Sendable {
  /// The folder.
  package let url: URL

  package init(_ url: URL) { self.url = url }

  /// The folder in the state of a package.
  package init(state: StateLocation) { self.init(state.url.appendingPathComponent("logs")) }

  /// The folder of a category.
  package func folder(of category: LogCategory) -> URL { url.appendingPathComponent(category.rawValue) }

  /// The file of a category that is written to, `application/application.jsonl`.
  package func current(_ category: LogCategory) -> URL {
    folder(of: category).appendingPathComponent(category.rawValue + ".jsonl")
  }

  /// The earlier files of a category, the oldest first.
  ///
  /// While a file is compressed both forms of it may be there; then the plain one is listed, which is complete.
  package func rotated(_ category: LogCategory) -> [RotatedLog] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder(of: category).path)) ?? []
    let logs = names.compactMap { RotatedLog(name: $0, of: category) }.sorted()
    return logs.enumerated().filter { index, log in
      !log.isCompressed || index == 0 || !logs[index - 1].isSameLog(as: log)
    }.map(\.element)
  }

  /// An earlier file.
  package func file(_ log: RotatedLog, of category: LogCategory) -> URL {
    folder(of: category).appendingPathComponent(log.name(of: category))
  }

  /// All files of a category, the oldest first.
  package func files(_ category: LogCategory) -> [URL] {
    let current = current(category)
    let exists = FileManager.default.fileExists(atPath: current.path)
    return rotated(category).map { file($0, of: category) } + (exists ? [current] : [])
  }
}
