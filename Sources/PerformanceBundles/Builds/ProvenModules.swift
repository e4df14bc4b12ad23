import Foundation

/// The compilations that were proven up to date, with the stamps of their input files.
package struct ProvenModules: Codable, Equatable {
  /// The time of each module's compilation, by the path of its list of files.
  package var compiled: [String: FileStamp] = [:]
  /// The stamps of those modules' files.
  package var files: [String: FileStamp] = [:]

  package init() {}

  /// The modules of a build without the outdated ones.
  package init(_ modules: CompiledModules, except outdated: [OutdatedModules.Finding] = []) {
    let left = Set(outdated.map(\.module.dependencies))
    for module in modules.modules where !left.contains(module.description.dependencies) {
      compiled[module.description.dependencies] = module.compiled
      for input in module.inputs { files[input] = modules.files[input] ?? nil }
    }
  }

  /// Reads the record in the folder of the products; an unreadable one proves nothing.
  package init(products folder: URL) {
    let data = try? Data(contentsOf: Self.file(in: folder))
    self = data.flatMap { try? JSONDecoder().decode(Self.self, from: $0) } ?? ProvenModules()
  }

  /// Writes the record to the folder of the products; a failure only makes the next proof more expensive.
  package func write(products folder: URL) {
    guard let data = try? JSONEncoder().encode(self) else { return }
    try? data.write(to: Self.file(in: folder), options: .atomic)
  }

  private static func file(in folder: URL) -> URL { folder.appendingPathComponent("perftest-proven.json") }
}
