import Foundation

/// Whether two builds do the same, so that measuring them could show nothing but noise.
package struct BundleIdentity {
  /// The files of one build.
  package struct Side {
    /// The folder with the executables and the resources.
    let products: URL
    /// The folder of the export and its build, which is in the executables as text.
    let place: URL

    /// The build whose bundle this is.
    package init(bundle: URL, place: URL) {
      products = bundle.deletingLastPathComponent()
      self.place = place
    }
  }

  private let base: Side
  private let head: Side

  /// The comparison of two builds.
  package init(base: Side, head: Side) {
    self.base = base
    self.head = head
  }

  /// Whether all executables load the same and all resources are the same, and so is what a benchmark may read besides.
  /// - Parameter changed: the files that differ between the two trees.
  package func isProven(changed: [String]) -> Bool {
    let names = (products(base), products(head))
    return !names.0.isEmpty && names.0 == names.1 && changed.allSatisfy(Self.isBuiltIn)
      && names.0.allSatisfy { name in
        isSame(base.products.appendingPathComponent(name), head.products.appendingPathComponent(name))
      }
  }

  /// Whether all that a file can change is in the build: a benchmark may read any other one while it runs.
  package static func isBuiltIn(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map { $0.lowercased() }
    guard let name = parts.last, let first = parts.first else { return true }
    if toolFiles.contains(first) || first == "baselines" { return true }
    if parts.dropLast().contains(where: dataFolders.contains) { return false }
    let kind = name.contains(".") ? name.split(separator: ".").last.map(String.init) ?? "" : ""
    return sources.contains(kind) || name == ExportedTree.resolvedVersions.lowercased()
      || (kind == "md" && parts.count == 1)
  }

  /// Top-level files and folders of tools that no benchmark reads.
  private static let toolFiles: Set = [
    ".ci", ".circleci", ".devcontainer", ".editorconfig", ".git-blame-ignore-revs", ".gitattributes", ".github",
    ".gitignore", ".gitlab-ci.yml", ".mailmap", ".spi.yml", ".swift-format", ".swift-version", ".swiftlint.yml",
    ".swiftpm", ".vscode",
  ]
  private static let sources: Set = [
    "swift", "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "m", "mm", "s", "modulemap",
  ]
  private static let dataFolders: Set = ["fixtures", "resources", "snapshots", "data", "inputs", "samples"]

  /// The executables and resources among the products; libraries are executables as well.
  private func products(_ side: Side) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: side.products.path)) ?? []
    return names.filter { name in
      name.hasSuffix(".resources") || Self.isExecutable(side.products.appendingPathComponent(name))
    }.sorted()
  }

  private static func isExecutable(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    // Objects are no products, though they begin with the same four bytes, nor is what was made of one for counting.
    let kind = file.pathExtension
    return kind != "o" && !kind.hasPrefix(Valgrind.copyExtension)
      && (try? handle.read(upToCount: 4)) == Data([0x7f, 0x45, 0x4c, 0x46])
  }

  private func isSame(_ first: URL, _ second: URL) -> Bool {
    if first.pathExtension == "resources" {
      return FileManager.default.contentsEqual(atPath: first.path, andPath: second.path)
    }
    guard let one = ExecutableCode(first), let other = ExecutableCode(second) else { return false }
    return one.isSame(as: other, replacing: base.place.path, with: head.place.path)
  }
}
