/// The part of a column's names that is cut off where they are too wide, chosen so that rows stay distinguishable.
struct NameCut: Equatable {
  /// The number of characters that are cut off at the beginning; 0 where names are cut only once.
  private let skipped: Int
  /// The number of columns that are kept at the beginning.
  private let head: Int

  /// Finds the cut that keeps most names distinct.
  ///
  /// Of equally good cuts, the first in this order is taken: at the beginning, where names of one suite are equal;
  /// further back; at the end; on both sides of the first character that differs.
  init(for names: [String], to width: Int) {
    let names = Set(names)
    var best = (cut: Self(skipped: 0, head: 0), different: 0)
    for cut in Self.candidates(for: names.filter { $0.displayWidth > width }, to: width) {
      let different = Set(names.map { cut.text($0, to: width) }).count
      if different > best.different { best = (cut, different) }
      if different == names.count { break }
    }
    self = best.cut
  }

  private init(skipped: Int, head: Int) {
    self.skipped = skipped
    self.head = head
  }

  /// The name in at most this many columns.
  func text(_ name: String, to width: Int) -> String {
    guard name.displayWidth > width else { return name }
    guard skipped > 0, width > 0 else { return name.cut(to: width, keepingAtBeginning: head) }
    return "…" + String(name.dropFirst(skipped)).cutAtEnd(to: width - 1)
  }

  /// The possible cuts, the best first; empty where no name is too wide.
  private static func candidates(for names: Set<String>, to width: Int) -> [NameCut] {
    guard let first = names.first else { return [] }
    let common = names.reduce(first[...]) { $0.prefix($0.sharedCount(with: $1)) }.count
    let heads = [0, width / 4, width / 2, width * 3 / 4, width - 1].map { NameCut(skipped: 0, head: max($0, 0)) }
    return heads + (common > 0 ? [NameCut(skipped: common, head: 0)] : [])
  }
}

extension Substring {
  /// The length of the common prefix in characters.
  fileprivate func sharedCount(with other: String) -> Int {
    zip(self, other).prefix { $0 == $1 }.count
  }
}
