import Foundation

/// The compilations that were found to be up to date, and the files they were made of, as those were then.
package struct ProvenModules: Codable, Hashable {
  /// When each module was compiled, by the path of the list of its files.
  package var compiled: [String: FileStamp] = [:]
  /// The files of those modules.
  package var files: [String: FileStamp] = [:]

  /// Nothing is proven.
  package init() {}

  /// The modules of a build but those that are outdated.
  package init(_ modules: CompiledModules, except outdated: [OutdatedModules.Finding] = []) {
    let left = Set(outdated.map(\.module.dependencies))
    for module in modules.modules where !left.contains(module.description.dependencies) {
      compiled[module.description.dependencies] = module.compiled
      for input in module.inputs { files[input] = modules.files[input] ?? nil }
    }
  }

  /// Reads what is kept in the folder of the products; nothing is proven by a file that cannot be read.
  package init(products folder: URL) {
    let data = try? Data(contentsOf: Self.file(in: folder))
    self = data.flatMap { try? JSONDecoder().decode(Self.self, from: $0) } ?? ProvenModules()
  }

  /// Keeps it in the folder of the products; without it the next proof only costs more.
  package func write(products folder: URL) {
    guard let data = try? JSONEncoder().encode(self) else { return }
    try? data.write(to: Self.file(in: folder), options: .atomic)
  }

  private static func file(in folder: URL) -> URL { folder.appendingPathComponent("perftest-proven.json") }
}
