import PerformanceSystem

/// A run as typed: its name, or the beginning of it.
package struct RunNameQuery {
  /// The most names in a message.
  private static let mostNames = 8

  private let text: String

  package init(_ text: String) { self.text = text }

  /// The runs that it may mean: the one with this name, or all whose names begin with it.
  package func matches<Run>(in runs: [Run], name: (Run) -> String) -> [Run] {
    if let run = runs.first(where: { name($0) == text }) { return [run] }
    return runs.filter { name($0).hasPrefix(text) }
  }

  /// The run that it means; `nil` for none.
  /// - Parameter runs: the newest first.
  /// - Throws: ``InputError`` for several, which it names.
  package func match<Run>(in runs: [Run], name: (Run) -> String) throws -> Run? {
    let found = matches(in: runs, name: name)
    guard found.count > 1 else { return found.first }
    let names = found.prefix(Self.mostNames).map { name($0).printable }.joined(separator: ", ")
    throw InputError(
      file: "'\(text.printable(atMost: 100))'",
      problem: "is the beginning of \(found.count) runs: \(names)\(found.count > Self.mostNames ? ", …" : "")",
      remedy: "Type more of the name.")
  }
}
