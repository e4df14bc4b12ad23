import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem

/// The two names of a rename as typed.
struct RenameQuery {
  let old: String
  let new: String
  /// The benchmarks of the history, as they were measured.
  let known: Set<BenchmarkID>

  /// The most names in a message.
  private static let mostNames = 8

  /// - Throws: ``InputError`` for a name that is unknown, ambiguous or no id.
  func rename() throws -> HistoryRename {
    let old = try oldName()
    let new = try newName(besides: old)
    guard old != new else {
      throw InputError(file: "'\(self.new)'", problem: "is already its name", remedy: "Give it another one.")
    }
    return HistoryRename(from: old, to: new)
  }

  /// A known benchmark, or the function of several, without a label.
  private func oldName() throws -> BenchmarkID {
    let found = BenchmarkQuery(old).matches(in: known)
    guard let first = found.first else {
      throw InputError(
        file: "'\(old)'", problem: "is no benchmark of the history",
        remedy: "See 'history show latest' for their names, or write \(HistorySettingsFile.name) by hand.")
    }
    if found.count == 1, first.label.map({ old.hasSuffix($0) }) ?? false { return first }
    guard found.allSatisfy({ $0.function == first.function }) else {
      let names = found.prefix(Self.mostNames).map(\.description).joined(separator: ", ")
      throw InputError(
        file: "'\(old)'",
        problem: "is a part of \(found.count) benchmarks: \(names)\(found.count > Self.mostNames ? ", …" : "")",
        remedy: "Type the whole id.")
    }
    return BenchmarkID(first.function)
  }

  private func newName(besides old: BenchmarkID) throws -> BenchmarkID {
    if let id = known.first(where: { $0.description == new && $0.label != nil }) { return id }
    if let id = known.first(where: { $0.function.description == new }) { return BenchmarkID(id.function) }
    guard let id = Self.parsed(new, besides: old) else {
      throw InputError(
        file: "'\(new)'", problem: "is no id of a test function",
        remedy: "Write it as Swift Testing does: 'Module.Suite/test()', with '/label' where it has one.")
    }
    return id
  }

  /// The id in a text such as `Module.Suite/test()/label`, `Suite/test()` or `test()`; `nil` without a function.
  private static func parsed(_ text: String, besides old: BenchmarkID) -> BenchmarkID? {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let test = parts.firstIndex(where: { $0.hasSuffix(")") }), !parts[...test].contains("") else { return nil }
    let label = parts.dropFirst(test + 1).joined(separator: "/")
    var module = old.module
    // A dot in the function itself belongs to its labels.
    if let dot = parts[0].firstIndex(of: "."), dot < parts[0].firstIndex(of: "(") ?? parts[0].endIndex {
      module = String(parts[0][..<dot])
      parts[0].removeSubrange(...dot)
    } else if test == 0 {
      return BenchmarkID(module: module, suite: old.suite, test: parts[0], label: label.isEmpty ? nil : label)
    }
    guard !module.isEmpty, !parts[0].isEmpty else { return nil }
    return BenchmarkID(
      module: module, suite: Array(parts[..<test]), test: parts[test], label: label.isEmpty ? nil : label)
  }
}
