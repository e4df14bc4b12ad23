import PerformanceHistory
import PerformanceRecords
import PerformanceStatistics
import PerformanceTestSupport
import Testing

/// Samples and summaries survive their compact form, and damaged bytes are refused.
@Suite("Compact samples and summaries")
struct CompactBytesTests {
  private static func row(_ samples: [[Double]]) throws -> RunContents.Row {
    var events = ScriptedHistory.events(run: 0, benchmarks: 0)
    for (index, values) in samples.enumerated() {
      let session = BenchmarkSession(
        id: Example.id, location: Example.location, iterations: 3,
        readings: [MetricReading(Example.wallClock, values: values)])
      events.append(RunEvent(run: events[0].run, .session(SessionEvent(round: index + 1, session: session))))
    }
    return try #require(RunContents(RunRecord(events))?.rows.first)
  }

  @Test("Whole numbers are exact, others are within a millionth")
  func precision() throws {
    var random = SplitMix64(seed: 7)
    for scale in [1e-9, 1e-3, 1, 1e3, 1e9, 1e15] {
      let samples = (0..<4).map { _ in (0..<30).map { _ in scale * random.number(in: 1...3) } }
      let sessions = try #require(SeriesSessions(try Self.row(samples)))
      #expect(sessions.samples.map(\.count) == [30, 30, 30, 30])
      for (kept, given) in zip(sessions.samples.joined(), samples.joined()) {
        #expect(abs(kept - given) <= given * 1e-6)
      }
    }
    let whole: [[Double]] = [[0, 1, 123_456_789_012, 7], [5]]
    #expect(SeriesSessions(try Self.row(whole))?.samples == whole)
    let negative: [[Double]] = [[-3.5, 2.25, 0]]
    #expect(SeriesSessions(try Self.row(negative))?.samples == negative)
  }

  @Test("Thirty noisy times take at most three bytes each, and equal counts two")
  func size() throws {
    var random = SplitMix64(seed: 3)
    let times = (0..<30).map { _ in 1234.5 * random.number(in: 1...1.05) }
    #expect(try Self.row([times]).samples.count <= 95)
    #expect(try Self.row([[12], [12], [12]]).samples.count <= 7)
    #expect(try Self.row([[12], [12], [12]]).summaries.count <= 33)
  }

  @Test("Samples of too different sizes are not kept, their summaries are")
  func unkept() throws {
    let sessions = try #require(SeriesSessions(try Self.row([[1e-300, 1e300]])))
    #expect(sessions.samples.isEmpty)
    #expect(sessions.summaries.count == 1)
  }

  @Test("Bytes that were cut or changed are refused or give other numbers, and never crash")
  func damage() throws {
    var random = SplitMix64(seed: 11)
    let row = try Self.row([[1.5, 2.5, 3.25], [2, 3, 4]])
    for _ in 0..<2000 {
      var damaged = row
      damaged.samples[Int(random.next() % UInt64(row.samples.count))] = UInt8(truncatingIfNeeded: random.next())
      damaged.summaries[Int(random.next() % UInt64(row.summaries.count))] = UInt8(truncatingIfNeeded: random.next())
      damaged.summaries.removeLast(Int(random.next() % 8))
      _ = SeriesSessions(damaged)
    }
    var cut = row
    cut.summaries.removeLast(3)
    #expect(SeriesSessions(cut) == nil)
  }

  @Test("The value of a run is the median of its sessions, each of which its best sample represents")
  func value() throws {
    let point = try Self.row([[10, 12], [11, 11], [30, 14]]).point
    #expect(point.value == 11)
    #expect(point.statistics.minimum == 10)
    #expect(point.statistics.maximum == 30)
    #expect(point.statistics.mean == 88.0 / 6 || abs(point.statistics.mean - 88.0 / 6) < 1e-6)
  }
}
