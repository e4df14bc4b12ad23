import PerformanceGPU
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("The windows of the GPU pass")
struct GPUPassTests {
  @Test("Two seconds of work precede a window, which is as long as the reader needs", arguments: [5.0, 7.5])
  func length(seconds: Double) throws {
    let course = Course(window: seconds, caveats: [nil])
    let readings = try course.run(each: 1e6).get()
    #expect(course.reader.opened == [2.0])
    #expect(course.reader.closed == [2.0 + seconds])
    #expect(!readings.conditions.repeated && course.pauses.isEmpty)
  }

  @Test("A window for a slow counter lasts at most twenty seconds")
  func longest() throws {
    let course = Course(window: 50, caveats: [nil])
    _ = try course.run(each: 1e6).get()
    #expect(course.reader.closed == [22.0])
  }

  @Test("A chunk holds whole iterations of a tenth of a second, at least one", arguments: [(1e6, 100), (3e9, 1)])
  func chunks(each: Double, expected: Int) throws {
    let course = Course(window: 5, caveats: [nil])
    _ = try course.run(each: each).get()
    #expect(course.chunks == [expected])
  }

  @Test("Only iterations and time of the window count")
  func iterations() throws {
    let course = Course(window: 5, caveats: [nil])
    _ = try course.run(each: 1e6).get()
    #expect(course.reader.iterations == [5000])
    #expect(course.reader.seconds == [5.0])
  }

  @Test("A window with a grave caveat is repeated once after a pause, and the better one counts")
  func repeats() throws {
    let better = Course(window: 5, caveats: [.contaminated, .ambiguous])
    let kept = try better.run(each: 1e6).get().conditions
    #expect(kept.gravestCaveat?.severity == .ambiguous && kept.repeated)
    #expect(better.pauses == [8] && better.reader.opened.count == 2)
    let last = try #require(kept.caveats.last)
    #expect(last == GPUCaveat(.note, .firstWindow(Reader.caveat(.contaminated))))

    let worse = Course(window: 5, caveats: [.ambiguous, .contaminated])
    let first = try worse.run(each: 1e6).get().conditions
    #expect(first.gravestCaveat?.severity == .ambiguous && first.repeated)

    let never = Course(window: 5, caveats: [.contaminated, .contaminated])
    #expect(try never.run(each: 1e6).get().conditions.gravestCaveat?.severity == .contaminated)
    #expect(never.reader.closed.count == 2)
  }

  @Test("A note causes no repetition")
  func noRepetition() throws {
    let course = Course(window: 5, caveats: [.note])
    #expect(try !course.run(each: 1e6).get().conditions.repeated)
  }

  @Test("A GPU that is lost in the repetition leaves the first window")
  func lostInRepetition() throws {
    let course = Course(window: 5, caveats: [.ambiguous], lostAt: 1)
    #expect(try course.run(each: 1e6).get().conditions.gravestCaveat?.severity == .ambiguous)
    let lost = Course(window: 5, caveats: [], lostAt: 0)
    #expect(throws: GPUAbsence("lost")) { try lost.run(each: 1e6).get() }
  }
}

/// A pass over time that passes only while iterations run.
private final class Course: Sendable {
  let reader: Reader
  private let clock: ManualClock
  private let state = Mutex<(chunks: Set<Int>, pauses: [Double])>(([], []))

  init(window: Double, caveats: [GPUCaveat.Severity?], lostAt: Int? = nil) {
    let clock = ManualClock(at: 1_000_000_000)
    self.clock = clock
    reader = Reader(clock: clock, window: window, caveats: caveats, lostAt: lostAt)
  }

  var chunks: Set<Int> { state.withLock(\.chunks) }
  var pauses: [Double] { state.withLock(\.pauses) }

  func run(each: Double) throws -> Result<GPUReadings, GPUAbsence> {
    let clock = clock
    var session = SessionState(settings: SessionSettings(metrics: []), clock: { clock.now })
    session.fastest = each
    var pass = GPUPass(
      find: { .success(self.reader) }, pause: { seconds in self.state.withLock { $0.pauses.append(seconds) } })
    while var window = pass.next(session) {
      state.withLock { _ = $0.chunks.insert(window.iterations) }
      window.stopwatch.wall = UInt64(Double(window.iterations) * each)
      clock.advance(by: window.stopwatch.wall)
      pass.finish(window, &session)
    }
    return try #require(pass.readings)
  }
}

extension ManualClock {
  /// Seconds since the pass began.
  fileprivate var seconds: Double { Double(now) / 1e9 - 1 }
}

/// A reader that records its calls.
private final class Reader: GPUReader {
  private struct Record {
    var opened: [Double] = []
    var closed: [Double] = []
    var iterations: [Int] = []
    var seconds: [Double] = []
  }

  private let clock: ManualClock
  private let window: Double
  private let caveats: [GPUCaveat.Severity?]
  private let lostAt: Int?
  private let record = Mutex(Record())

  init(clock: ManualClock, window: Double, caveats: [GPUCaveat.Severity?], lostAt: Int?) {
    self.clock = clock
    self.window = window
    self.caveats = caveats
    self.lostAt = lostAt
  }

  var opened: [Double] { record.withLock(\.opened) }
  var closed: [Double] { record.withLock(\.closed) }
  var iterations: [Int] { record.withLock(\.iterations) }
  var seconds: [Double] { record.withLock(\.seconds) }

  func open() -> Double {
    record.withLock { $0.opened.append(clock.seconds) }
    return window
  }

  static func caveat(_ severity: GPUCaveat.Severity) -> GPUCaveat { GPUCaveat(severity, .idle(samples: 1)) }

  func close(iterations: Int, seconds: Double) -> Result<GPUReadings, GPUAbsence> {
    let index = record.withLock { record in
      record.closed.append(clock.seconds)
      record.iterations.append(iterations)
      record.seconds.append(seconds)
      return record.closed.count - 1
    }
    if index == lostAt { return .failure(GPUAbsence("lost")) }
    let caveats = self.caveats[index].map { [Self.caveat($0)] } ?? []
    let board = GPUEnvironment(name: "NVIDIA H200", uuid: "GPU-1", architecture: "Hopper", driver: "580.65.06")
    return .success(GPUReadings(values: [:], conditions: GPUConditions(environment: board, caveats: caveats)))
  }
}
