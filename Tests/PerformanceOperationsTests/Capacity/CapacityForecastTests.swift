import PerformanceHistory
import PerformanceOperations
import PerformanceTrends
import Testing

@Suite("When folders and series reach their limits")
struct CapacityForecastTests {
  private static let week = CapacityForecast.secondsPerWeek
  private static let now = 100 * week

  /// Ten runs a week of ten results each, in the newest weeks.
  private static func contributions(weeks: Int, newSeries: Int = 0) -> [HistoryContribution] {
    (0..<weeks * 10).map { run in
      HistoryContribution(
        time: now - Double(weeks) * week + (Double(run) + 0.5) / 10 * week, points: 10,
        newSeries: run % 10 == 0 ? newSeries : 0)
    }
  }

  private static func contents(
    bytes: Double = 1_000, logs: Int = 0, audit: [StateContents.File] = [], weeks: Int = 8, newSeries: Int = 0
  ) -> StateContents {
    StateContents(
      bytes: bytes, eventLogs: (0..<logs).map { .init(time: now - Double($0), bytes: 7) }, mostEventLogs: 100,
      auditLogs: audit, index: 800, contributions: contributions(weeks: weeks, newSeries: newSeries))
  }

  private static func forecast(
    _ subject: CapacityForecast.Subject, of contents: StateContents, limit: Double?, series: Double = 50
  ) throws -> CapacityForecast {
    let limits = limit.map { [subject: $0] } ?? [:]
    let all = contents.forecasts(limits: limits, used: 5_000, series: series, now: now)
    #expect(all.count == 3)
    return try #require(all.first { $0.subject == subject })
  }

  @Test("The index grows by the results of each run: its bytes are divided among them")
  func index() throws {
    let state = try Self.forecast(.state, of: Self.contents(), limit: 1_500)
    // 800 bytes in eight weeks; the oldest one is not whole.
    #expect(try #require(state.growth).perWeek == 100 && state.growth?.weeks == 7)
    #expect(try #require(state.crossing).distance == 5)
    let disk = try Self.forecast(.disk, of: Self.contents(), limit: 5_400)
    #expect(try #require(disk.crossing).distance == 4)
  }

  @Test("Event logs grow until as many as are kept are there, and are no growth after that")
  func eventLogs() throws {
    let few = try Self.forecast(.state, of: Self.contents(logs: 40), limit: 1_820)
    #expect(few.pending == 60 * 7)
    #expect(try #require(few.crossing).distance == 4, "the 420 bytes to come leave 400")
    let all = try Self.forecast(.state, of: Self.contents(logs: 100), limit: 1_820)
    #expect(all.pending == 0)
    #expect(abs(try #require(all.crossing).distance - 8.2) < 1e-9)
    let more = try Self.forecast(.state, of: Self.contents(logs: 40), limit: 1_300)
    #expect(more.crossing == nil, "what is pending reaches it at a time that no slope has")
  }

  @Test("Files of the audit log, which stay, are growth as well")
  func audit() throws {
    let files = (0..<7).map { StateContents.File(time: Self.now - (Double($0) + 0.5) * Self.week, bytes: 30) }
    let state = try Self.forecast(.state, of: Self.contents(audit: files), limit: 1_500)
    #expect(try #require(state.growth).perWeek == 130)
  }

  @Test("Series grow by those that no run before had")
  func series() throws {
    let series = try Self.forecast(.series, of: Self.contents(newSeries: 3), limit: 80, series: 50)
    #expect(try #require(series.growth).perWeek == 3 && series.crossing?.distance == 10)
    let none = try Self.forecast(.series, of: Self.contents(), limit: 80, series: 50)
    #expect(none.growth?.isCertain == false && none.crossing == nil)
  }

  @Test("A limit that is exceeded has the distance 0, one that is turned off none, and three weeks are too few")
  func noCrossing() throws {
    #expect(try Self.forecast(.state, of: Self.contents(), limit: 900).crossing?.distance == 0)
    let off = try Self.forecast(.state, of: Self.contents(), limit: nil)
    #expect(off.limit == nil && off.crossing == nil && off.growth != nil)
    let young = try Self.forecast(.state, of: Self.contents(weeks: 3), limit: 1_100)
    #expect(young.growth == nil && young.crossing == nil)
    let empty = StateContents(
      bytes: 10, eventLogs: [], mostEventLogs: 100, auditLogs: [], index: 0, contributions: [])
    #expect(try Self.forecast(.state, of: empty, limit: 20).crossing == nil)
  }

  @Test("The limit that is reached first comes first, and an unknown disk is left out")
  func order() {
    let contents = Self.contents(newSeries: 3)
    let limits: [CapacityForecast.Subject: Double] = [.state: 1_500, .disk: 5_400, .series: 56]
    let all = contents.forecasts(limits: limits, used: 5_000, series: 50, now: Self.now)
    #expect(all.map(\.subject) == [.series, .disk, .state])
    let unknown = contents.forecasts(limits: limits, used: nil, series: 50, now: Self.now)
    #expect(unknown.map(\.subject) == [.series, .state])
  }
}
