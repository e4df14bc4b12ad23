/// A path of a tree, as git lists it.
struct TreeEntry {
  /// The type of an entry.
  enum Kind { case file, link, submodule }

  var kind: Kind
  /// The hash of the file, or the commit of a submodule.
  var hash: String
  /// The path below the root of the repository.
  var path: String

  /// Parses a line of `ls-tree`: `mode type hash<tab>path`.
  init?(_ line: String) {
    let halves = line.split(separator: "\t", maxSplits: 1)
    let words = halves.first?.split(separator: " ") ?? []
    guard halves.count == 2, words.count == 3 else { return nil }
    kind =
      switch words[0] {
      case "160000": .submodule
      case "120000": .link
      default: .file
      }
    hash = String(words[2])
    path = String(halves[1])
  }
}

extension GitCheckout {
  /// The entries of a tree.
  /// - Throws: ``GitTool/Failure``.
  func entries(of tree: GitTree) throws -> [TreeEntry] {
    try git.names(["ls-tree", "-r", "-z", "--full-tree", tree.hash], adding: try tree.objects.map(variables) ?? [:])
      .compactMap(TreeEntry.init)
  }

  /// Whether a tree contains a file.
  package func has(_ path: String, in tree: GitTree) -> Bool {
    (try? git.data(["cat-file", "-e", tree.hash + ":" + path], adding: try tree.objects.map(variables) ?? [:])) != nil
  }
}
