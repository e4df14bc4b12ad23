import PerformanceRecords
import PerformanceText

/// The lines of a search for the first bad commit, each written as soon as it is known.
package struct BisectionLines: Sendable {
  /// A commit as it is displayed.
  package struct Commit: Sendable {
    /// The short hash.
    package var hash: String
    /// The first line of its message.
    package var subject: String

    /// A commit from its parts.
    package init(hash: String, subject: String) {
      self.hash = hash
      self.subject = subject
    }
  }

  /// A function that costs more than before.
  package struct Growth: Equatable, Sendable {
    /// Its name.
    package var name: String
    /// Its own instructions before.
    package var before: Int
    /// Its own instructions now.
    package var now: Int

    /// A growth from its parts.
    package init(name: String, before: Int, now: Int) {
      self.name = name
      self.before = before
      self.now = now
    }
  }

  private let metric: MetricDescription
  private let good: Double
  private let width: Int

  /// The lines of a search by a metric, whose good end has a number.
  package init(metric: MetricDescription, good: Double, width: Int = 120) {
    self.metric = metric
    self.good = good
    self.width = width
  }

  /// The heading, printed before the search: the metric and its benchmark.
  package func title(of benchmark: BenchmarkID) -> String {
    "\(metric.name.shown(atMost: 60)) of \(benchmark.description.shown(atMost: 200))"
  }

  /// A line for a commit that was tried: `good  0123456789ab  12 345 678  +0.0 %  Validate keys`.
  /// - Parameters:
  ///   - outcome: `good`, `bad` or `skipped`.
  ///   - value: its number; `nil` where it has none.
  ///   - reason: why it has none.
  package func line(_ outcome: String, _ commit: Commit, value: Double?, reason: String? = nil) -> String {
    let number = value.map { ValueFormat.text($0, of: metric) } ?? "–"
    let change = value.map { ValueFormat.change(from: good, to: $0, of: metric) } ?? ""
    let columns = [
      outcome.padded(to: 7, .left), commit.hash, number.padded(to: 12, .right), change.padded(to: 9, .right),
      commit.subject.shown(atMost: 100),
    ]
    let head = columns.joined(separator: "  ").cutAtEnd(to: width)
    return reason.map { head + "\n" + "         \($0.onOneLine(atMost: 300))".cutAtEnd(to: 2 * width) } ?? head
  }

  /// The result when the first bad commit is certain.
  /// - Parameters:
  ///   - before: the number of the commit before it; `nil` if unknown.
  ///   - end: the number of the bad end.
  ///   - growth: the functions that cost more, the worst first.
  package func found(
    _ commit: Commit, before: Double?, now: Double, end: Double, growth: [Growth]
  ) -> [String] {
    var lines = ["first bad commit: \(commit.hash)  \(commit.subject.shown(atMost: 200))"]
    if let before {
      let numbers = "\(ValueFormat.text(before, of: metric)) → \(ValueFormat.text(now, of: metric))"
      let change = ValueFormat.change(from: before, to: now, of: metric)
      lines.append("    \(metric.name.shown(atMost: 60)) \(numbers), \(change)" + share(before, now, end))
    }
    if !growth.isEmpty { lines.append("    its functions that cost more instructions than before:") }
    lines += growth.map { growth in
      let numbers =
        "\(Digits.fixed(Double(growth.before), decimals: 0)) → \(Digits.fixed(Double(growth.now), decimals: 0))"
      return "        \(growth.name.shown(atMost: 100))  \(numbers)".cutAtEnd(to: max(width, 60))
    }
    return lines + ["look at it: git show \(commit.hash)"]
  }

  /// The result when commits that cannot be tried hide the first bad one.
  package func hidden(_ commits: [Commit]) -> [String] {
    ["the first bad commit is one of these \(commits.count), the others of which cannot be tried:"]
      + commits.map { "    \($0.hash)  \($0.subject.shown(atMost: 200))".cutAtEnd(to: max(width, 60)) }
  }

  /// The result when the bad end is no worse than the good one.
  package func noDifference(_ bad: Double) -> String {
    let numbers = "\(ValueFormat.text(good, of: metric)) → \(ValueFormat.text(bad, of: metric))"
    let change = ValueFormat.change(from: good, to: bad, of: metric)
    let tolerance = ValueFormat.tolerance(of: metric).map { " by more than its tolerance, \($0)" } ?? ""
    return "the bad commit is not worse\(tolerance): \(metric.name.shown(atMost: 60)) \(numbers), \(change)"
  }

  /// The share of the difference that the found commit made: the search finds one commit where several may contribute.
  private func share(_ before: Double, _ now: Double, _ end: Double) -> String {
    let (step, all) = (now - before, end - good)
    guard all != 0, step / all < 0.75 else { return "" }
    return "; that is \(ValueFormat.share(max(step / all, 0))) of the difference between good and bad, "
      + "other commits made the rest"
  }
}
