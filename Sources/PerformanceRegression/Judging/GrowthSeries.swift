import PerformanceRecords

/// The benchmarks whose costs are judged as one growth: those of one `measure` call whose arguments differ only in the
/// size.
struct GrowthSeries: Hashable {
  let function: TestFunctionID
  let location: CodeLocation
  /// The fastest growth that is allowed.
  let declared: GrowthClass
  private let others: String?

  private init?(_ session: BenchmarkSession) {
    guard let growth = session.growth else { return nil }
    function = session.id.function
    location = session.location
    declared = growth.growth
    others = growth.others
  }

  static func all(in sessions: [BenchmarkID: [BenchmarkSession]]) -> [GrowthSeries: [[BenchmarkSession]]] {
    let benchmarks = sessions.sorted { $0.key < $1.key }.map(\.value)
    var all: [GrowthSeries: [[BenchmarkSession]]] = [:]
    for sessions in benchmarks {
      guard let series = sessions.first.flatMap(GrowthSeries.init) else { continue }
      all[series, default: []].append(sessions)
    }
    return all
  }

  /// The series in order, each with a name where its function has several.
  static func named(
    in sessions: [BenchmarkID: [BenchmarkSession]]
  ) -> [(series: GrowthSeries, name: String?, benchmarks: [[BenchmarkSession]])] {
    let all = all(in: sessions)
    let functions = Dictionary(grouping: all.keys, by: \.function)
    let ordered = all.sorted { $0.key.order < $1.key.order }
    return ordered.map { series, benchmarks in
      (series, series.name(among: functions[series.function] ?? []), benchmarks)
    }
  }

  private var order: (String, Int, Int, String) {
    (function.description, location.line, location.column, others ?? "")
  }

  private func name(among all: [GrowthSeries]) -> String? {
    guard all.count > 1 else { return nil }
    let line = Set(all.map(\.location)).count > 1 ? "line \(location.line)" : nil
    return [others, line].compactMap { $0 }.joined(separator: ", ")
  }
}
