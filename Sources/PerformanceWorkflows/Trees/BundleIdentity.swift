import Foundation
import PerformanceGit

/// Whether two builds behave identically, so that measuring them could show nothing but noise.
package struct BundleIdentity {
  private let base: URL
  private let head: URL

  /// Compares two builds by the folders of their products.
  package init(base: URL, head: URL) {
    self.base = base
    self.head = head
  }

  /// Compares two builds that were compiled in one folder, by their executables.
  init(baseBundle: URL, headBundle: URL) {
    self.init(base: baseBundle.deletingLastPathComponent(), head: headBundle.deletingLastPathComponent())
  }

  /// Whether all executables load the same code, and all resources and other files that a benchmark may read are the
  /// same.
  /// - Parameter changed: the files that differ between the two trees.
  package func isProven(changed: [String]) -> Bool {
    let names = (Self.products(in: base), Self.products(in: head))
    return !names.0.isEmpty && names.0 == names.1 && changed.allSatisfy(Self.isBuiltIn)
      && names.0.allSatisfy { isSame(base.appendingPathComponent($0), head.appendingPathComponent($0)) }
  }

  /// Whether a change of the file only affects the build: a benchmark may read any other file while it runs.
  package static func isBuiltIn(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map { $0.lowercased() }
    guard let name = parts.last, let first = parts.first else { return true }
    if toolFiles.contains(first) || first == "baselines" { return true }
    if parts.dropLast().contains(where: dataFolders.contains) { return false }
    let kind = name.contains(".") ? name.split(separator: ".").last.map(String.init) ?? "" : ""
    return sources.contains(kind) || name == ExportedTree.resolvedVersions.lowercased()
      || (kind == "md" && parts.count == 1)
  }

  /// Top-level files and folders of tools, which no benchmark reads.
  private static let toolFiles: Set = [
    ".ci", ".circleci", ".devcontainer", ".editorconfig", ".git-blame-ignore-revs", ".gitattributes", ".github",
    ".gitignore", ".gitlab-ci.yml", ".mailmap", ".spi.yml", ".swift-format", ".swift-version", ".swiftlint.yml",
    ".swiftpm", ".vscode",
  ]
  private static let sources: Set = [
    "swift", "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "m", "mm", "s", "modulemap",
  ]
  private static let dataFolders: Set = ["fixtures", "resources", "snapshots", "data", "inputs", "samples"]

  /// The bundles, executables, libraries and resources among the products.
  static func products(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      [".resources", ".xctest"].contains { name.hasSuffix($0) } || isExecutable(folder.appendingPathComponent(name))
    }.sorted()
  }

  private static func isExecutable(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    // Objects are not products, though they begin with the same four bytes; neither are copies made for counting.
    let kind = file.pathExtension
    return kind != "o" && !kind.hasPrefix(Valgrind.copyExtension)
      && (try? handle.read(upToCount: 4)) == Data([0x7f, 0x45, 0x4c, 0x46])
  }

  private func isSame(_ first: URL, _ second: URL) -> Bool {
    if first.pathExtension == "resources" {
      return FileManager.default.contentsEqual(atPath: first.path, andPath: second.path)
    }
    guard let one = ExecutableCode(first), let other = ExecutableCode(second) else { return false }
    return one.loadsTheSame(as: other)
  }
}
