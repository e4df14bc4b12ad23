import PerformanceSystem
import PerformanceText

extension ImportNote {
  /// The property, as the predicate of a sentence about the file.
  package var text: String {
    switch self {
    case .withoutValue(let count, let first):
      "has \(Plural.text(count, "result")) without a value (the first is \(Self.quoted(first)))"
    case .failed(let count, let first):
      "has \(Plural.text(count, "failed or skipped result")) (the first is \(Self.quoted(first)))"
    case .unjudged(let metrics):
      "has metrics of which nothing says whether more or less is better, so that they are not judged: "
        + Self.list(metrics)
    case .summarised(let count, let statistic):
      "has \(Plural.text(count, "benchmark")) without samples; the \(statistic) stands for them"
    case .merged(let count, let first):
      "has \(Plural.text(count, "result")) with the name of another one in the same process, such as "
        + "\(Self.quoted(first)); their samples count as one session"
    case .olderRuns(let count): "keeps \(Plural.text(count, "run")) of older commits, which are left out"
    case .withoutLineFeed: "ends without a line feed and may be cut off"
    }
  }

  private static let mostNames = 8

  private static func list(_ names: [String]) -> String {
    names.prefix(mostNames).map(quoted).joined(separator: ", ")
      + (names.count > mostNames ? " and \(names.count - mostNames) more" : "")
  }

  private static func quoted(_ name: String) -> String { "'\(name.shown(atMost: 100))'" }
}
