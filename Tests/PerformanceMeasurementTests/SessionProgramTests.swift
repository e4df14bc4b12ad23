import Foundation
import PerformanceMeasurement
import PerformanceRecords
import Synchronization
import Testing

@Suite("The course of a session")
struct SessionProgramTests {
  private static let millisecond = 1_000_000.0

  private static func settings(_ metrics: Metric..., change: (inout SessionSettings) -> Void = { _ in })
    -> SessionSettings
  {
    var settings = SessionSettings(metrics: metrics.flatMap(\.definitions))
    change(&settings)
    return settings
  }

  @Test("The warm-up doubles its iterations until the body is warm, up to a sample's length")
  func warmupDoubles() {
    let session = FabricatedSession(Self.settings(.wallClock), cost: 1000)
    #expect(session.warmup == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2000, 2000, 2000, 2000])
    #expect(session.samples.count == 30)
    #expect(session.session.iterations == 2000)
  }

  @Test("The warm-up lasts as long as the settings say", arguments: [1.0, 10, 50])
  func warmupLength(milliseconds: Double) {
    let settings = Self.settings(.wallClock) { $0.warmup = milliseconds * Self.millisecond }
    let session = FabricatedSession(settings, cost: 1000)
    let warm = session.warmup.reduce(0, +)
    #expect(Double(warm) * 1000 >= milliseconds * Self.millisecond)
    #expect(Double(warm - (session.warmup.last ?? 0)) * 1000 < max(milliseconds, 2) * Self.millisecond)
  }

  @Test(
    "A sample has as many iterations as fit into two milliseconds",
    arguments: [(cost: 1.0, iterations: 2_000_000), (4000, 500), (1_500_000, 1), (9_000_000, 1)])
  func iterations(cost: Double, iterations: Int) {
    #expect(FabricatedSession(Self.settings(.wallClock), cost: cost).session.iterations == iterations)
  }

  @Test(
    "Progress is reported after windows of a second or more, not after shorter ones",
    arguments: [(cost: 1000.0, isLong: false), (999e6, false), (1e9, true), (60e9, true)])
  func progress(cost: Double, isLong: Bool) {
    let calls = Mutex(0)
    let settings = Self.settings(.wallClock, .cpuUser) { settings in
      settings.progressed = { calls.withLock { $0 += 1 } }
    }
    let session = FabricatedSession(settings, cost: cost)
    let measured = session.windows.count { $0.body == .measured }
    #expect(calls.withLock { $0 } == (isLong ? measured : 0))
  }

  @Test("A slow set-up is reported as progress")
  func progressOfSetup() {
    let calls = Mutex(0)
    let settings = Self.settings(.wallClock) { settings in settings.progressed = { calls.withLock { $0 += 1 } } }
    _ = FabricatedSession(settings, cost: 1000, around: 50e9)
    #expect(calls.withLock { $0 } > 0)
  }

  struct Plan: Sendable {
    var planned: Int?
    var cost: Double
    var used: Int
  }

  @Test(
    "A planned iteration count is kept unless the body became sixteen times slower",
    arguments: [
      Plan(planned: nil, cost: 1000, used: 2000), Plan(planned: 500, cost: 1000, used: 500),
      Plan(planned: 2000, cost: 900, used: 2000), Plan(planned: 2000, cost: 16_000, used: 2000),
      Plan(planned: 2000, cost: 17_000, used: 118), Plan(planned: 0, cost: 1000, used: 2000),
      Plan(planned: -3, cost: 1000, used: 2000), Plan(planned: 1, cost: 1000, used: 1),
    ])
  func plannedIterations(plan: Plan) {
    let settings = Self.settings(.wallClock) { $0.iterations = plan.planned }
    let session = FabricatedSession(settings, cost: plan.cost)
    #expect(session.session.iterations == plan.used)
    let timed = session.windows(of: TimingPass.self).suffix(session.samples.count)
    #expect(Set(timed.map(\.iterations)) == [plan.used])
  }

  struct Amount: Sendable {
    var cost: Double
    var duration = 60.0
    var most = 30
    var samples: Int
  }

  @Test(
    "A session takes thirty samples, fifteen of a slow body and five of a very slow one",
    arguments: [
      Amount(cost: 1000, samples: 30), Amount(cost: 5e6, samples: 15), Amount(cost: 12e6, samples: 15),
      Amount(cost: 13e6, samples: 14), Amount(cost: 30e6, samples: 6), Amount(cost: 36e6, samples: 5),
      Amount(cost: 100e6, samples: 5), Amount(cost: 1000, most: 3, samples: 3),
      Amount(cost: 1000, duration: 6, samples: 9), Amount(cost: 1000, duration: 400, most: 500, samples: 200),
    ])
  func sampleCount(amount: Amount) {
    let settings = Self.settings(.wallClock) {
      $0.duration = amount.duration * Self.millisecond
      $0.samples = amount.most
    }
    #expect(FabricatedSession(settings, cost: amount.cost).samples.count == amount.samples)
  }

  @Test("A body that became a thousand times slower ends at the limit of patience with one sample")
  func patience() {
    let settings = Self.settings(.wallClock, .allocations, .bytesRead) { $0.iterations = 20 }
    let session = FabricatedSession(settings, cost: 3_000_000_000)
    #expect(session.samples == [3_000_000_000])
    #expect(session.session.iterations == 1)
    #expect(session.windows.filter { $0.body == .measured }.map(\.iterations).allSatisfy { $0 == 1 })
    #expect(session.windows.count { $0.body == .measured } <= 3)
  }

  @Test(
    "Every session has the conditions of its samples, also where patience ends in the warm-up", arguments: [1000, 3e9])
  func conditions(cost: Double) {
    let session = FabricatedSession(Self.settings(.wallClock), cost: cost) { time in
      var host = HostConditions()
      (host.time, host.processors) = (time, 4)
      (host.ran, host.waited) = (0.6 * time, 0.2 * time)
      (host.total, host.stolen) = (4e-7 * time, 1e-8 * time)
      (host.pressed, host.preempted) = (0.125 * time, 7e-9 * time)
      return host
    }
    let conditions = session.session.conditions
    #expect(conditions.dependent != nil && conditions.independent != nil && conditions.loads != nil)
    #expect(conditions.waitShare == 0.25 && conditions.stealShare == 0.025)
    #expect(conditions.pressureShare == 0.125 && conditions.preemptions == 7)
  }

  @Test("Counters that the system does not report leave the conditions unknown")
  func unknownConditions() {
    let session = FabricatedSession(Self.settings(.wallClock), cost: 1000) { time in
      var host = HostConditions()
      host.time = time
      return host
    }
    let conditions = session.session.conditions
    #expect(conditions.waitShare == nil && conditions.stealShare == nil)
    #expect(conditions.pressureShare == nil && conditions.preemptions == nil)
    #expect(session.session.reading("wallClock")?.disturbance == nil)
  }

  @Test("A process that has most of the processors causes its waiting itself")
  func ownWaiting() {
    let session = FabricatedSession(Self.settings(.wallClock), cost: 1000) { time in
      var host = HostConditions()
      (host.time, host.processors) = (time, 2)
      (host.ran, host.waited) = (1.5 * time, 3 * time)
      return host
    }
    #expect(session.session.conditions.waitShare == nil)
  }

  @Test("The limit of patience also ends the samples of a body that is slow only then")
  func patienceWhileSampling() {
    let settings = Self.settings(.wallClock) { $0.duration = 100 * Self.millisecond }
    let session = FabricatedSession(settings, cost: 700_000_000)
    #expect((1...4).contains(session.samples.count))
  }

  @Test("A requested long warm-up and duration are not cut short by patience")
  func longSession() {
    let settings = Self.settings(.wallClock) {
      $0.warmup = 3000 * Self.millisecond
      $0.duration = 4000 * Self.millisecond
      $0.samples = .max
    }
    let session = FabricatedSession(settings, cost: 10_000_000)
    #expect((395...405).contains(session.samples.count))
  }

  @Test(
    "A set-up that costs more than four times the body shortens samples",
    arguments: [
      (around: 0.0, iterations: 2000), (3000, 2000), (4000, 1600), (79_000, 100), (7_999_000, 1),
    ])
  func setUp(around: Double, iterations: Int) {
    let session = FabricatedSession(Self.settings(.wallClock), cost: 1000, around: around)
    #expect(session.session.iterations == iterations)
    #expect(Set(session.samples) == [1000])
  }

  @Test("A functional test runs the body once and measures nothing")
  func singleRun() {
    let session = FabricatedSession(.singleRun, cost: 1234)
    #expect(
      session.windows == [.init(iterations: 1, executions: 1, body: .measured, pass: ObjectIdentifier(TimingPass.self))]
    )
    #expect(session.samples == [1234])
    #expect(session.session.warnings.isEmpty)
  }

  @Test("Passes run only when a metric names them, in order, between the times and the loop's own cost")
  func passes() {
    func passes(_ metrics: any MetricSelection...) -> [ObjectIdentifier] {
      let settings = SessionSettings(metrics: metrics.flatMap(\.definitions))
      return FabricatedSession(settings, cost: 1e6).windows.map(\.pass).reduce(into: []) { passes, pass in
        if passes.last != pass { passes.append(pass) }
      }
    }
    let (timing, overhead) = (ObjectIdentifier(TimingPass.self), ObjectIdentifier(OverheadPass.self))
    let (allocations, process) = (ObjectIdentifier(AllocationPass.self), ObjectIdentifier(ProcessPass.self))
    #expect(passes(.wallClock) == [timing, overhead])
    #expect(passes(.wallClock, .cpuTime) == [timing, overhead])
    #expect(passes(.bytesRead) == [timing, process, overhead])
    #expect(passes(.standard) == [timing, allocations, overhead])
    #expect(passes(.io, .standard) == [timing, allocations, process, overhead])
    #expect(passes(.wallClock, .instructions) == [ObjectIdentifier(InstructionPass.self)])
  }

  @Test("Counters are read in single iterations, at most three of them")
  func counterWindows() throws {
    let session = FabricatedSession(Self.settings(.wallClock, .allocations), cost: 1000)
    let reading = try #require(session.session.reading("allocations"))
    #expect(session.windows(of: AllocationPass.self).map(\.iterations) == [1, 1, 1])
    #expect(reading.values == [7, 7, 7])
  }

  @Test("A slow body is counted once")
  func slowCounterWindow() {
    let session = FabricatedSession(Self.settings(.wallClock, .allocations), cost: 11e6)
    #expect(session.windows(of: AllocationPass.self).map(\.iterations) == [1])
  }

  @Test("Without a counter no iteration is run for it, and the reading has the reason")
  func withoutCounters() throws {
    let session = FabricatedSession(Self.settings(.wallClock, .allocations), cost: 1000, counters: false)
    let reading = try #require(session.session.reading("allocations"))
    #expect(session.windows(of: AllocationPass.self).isEmpty)
    #expect(reading.values.isEmpty && reading.unavailable != nil)
  }

  @Test("Instructions are counted in single iterations after one warm-up, and nothing else is measured")
  func instructionWindows() throws {
    let session = FabricatedSession(SessionSettings(metrics: MetricGroup.counted(iterations: 3)), cost: 1000)
    #expect(session.windows.map(\.iterations) == [1, 1, 1, 1])
    #expect(session.windows.allSatisfy { $0.body == .measured })
    #expect(session.session.readings.map(\.metric.name) == ["instructions", "instructions.total"])
    #expect(session.session.conditions.dependent == nil && session.session.overhead == 0)
  }

  @Test("Counting stops after twenty seconds", arguments: [(6e9, 4), (21e9, 2)])
  func patienceOfCounting(cost: Double, windows: Int) {
    let session = FabricatedSession(SessionSettings(metrics: MetricGroup.counted(iterations: 10)), cost: cost)
    #expect(session.windows.count == windows)
  }

  @Test("Values are for one iteration")
  func valuesPerIteration() throws {
    let session = FabricatedSession(Self.settings(.wallClock, .cpuTime, .bytesRead), cost: 1000)
    #expect(Set(session.samples) == [1000])
    #expect(session.session.reading("cpuTime")?.values.first == 500)
    #expect(session.session.reading("bytesRead")?.values == [512])
    #expect(session.windows(of: ProcessPass.self).map(\.iterations) == [64])
  }

  @Test("Throughput is the amount of an iteration per second")
  func throughput() {
    var settings = Self.settings(.wallClock)
    settings.throughput = .bytes(4000)
    let session = FabricatedSession(settings, cost: 1000).session
    #expect(session.reading("throughput")?.values.first == 4e9)
    #expect(session.reading("throughput")?.metric.isJudged == false)
  }

  private static func judged(_ metrics: any MetricSelection..., throughput: Throughput?) -> [String] {
    var settings = SessionSettings(metrics: metrics.flatMap(\.definitions).distinct)
    settings.throughput = throughput
    return FabricatedSession(settings, cost: 1000).session.readings.map { reading in
      (reading.metric.isJudged ? "" : "shown ") + reading.metric.name
    }
  }

  @Test("A rate that a test asks for is judged in place of the time")
  func judgedRate() {
    let amount = Throughput.elements(4)
    #expect(Self.judged(.wallClock, throughput: amount) == ["wallClock", "shown throughput"])
    #expect(Self.judged(.throughput, throughput: amount) == ["throughput", "shown wallClock"])
    #expect(
      Self.judged(.wallClock, .throughput, .cpuTime, throughput: amount)
        == ["throughput", "cpuTime", "shown wallClock"])
    for nothing in [nil, .bytes(0), .elements(-1)] as [Throughput?] {
      #expect(Self.judged(.wallClock, .throughput, throughput: nothing) == ["wallClock", "throughput"])
      #expect(Self.judged(.wallClock, throughput: nothing) == ["wallClock"])
    }
  }

  @Test("A rate keeps its tolerance, has the unit of its call, and is unavailable without an amount")
  func rate() {
    var settings = Self.settings(.throughput)
    settings.metrics[0].description.tolerance = .percent(5)
    settings.throughput = .bytes(4000)
    let rate = FabricatedSession(settings, cost: 1000).session.reading("throughput")
    #expect(rate?.values.first == 4e9 && rate?.metric.unit == .bytesPerSecond)
    #expect(rate?.metric.tolerance == .percent(5) && rate?.metric.direction == .higherIsBetter)
    for throughput in [nil, .bytes(0), .elements(-3)] as [Throughput?] {
      settings.throughput = throughput
      #expect(
        FabricatedSession(settings, cost: 1000).session.reading("throughput")?.unavailable == .noThroughput)
    }
  }

  @Test("Planted work lengthens every window of the body by its share", arguments: [1000.0, 1.5e6, 20e6])
  func plantedWork(cost: Double) throws {
    let settings = Self.settings(.wallClock, .allocations, .bytesRead) {
      $0.slowdown = PlantedSlowdown(.work, factor: 1.25)
    }
    let session = FabricatedSession(settings, cost: cost)
    #expect(Set(session.samples) == [cost * 1.25])
    let bytes = try #require(session.session.reading("bytesRead")?.values.first)
    #expect(abs(bytes / (cost * 1.25 * 0.512) - 1) < 1e-6)
    let counted = session.windows(of: AllocationPass.self)
    #expect(!counted.isEmpty && counted.allSatisfy { $0.iterations == 4 && $0.executions == 5 })
    #expect(session.session.reading("allocations")?.values.first == 7.0 / 4)
    #expect(session.windows.filter { $0.body == .empty }.allSatisfy { $0.executions == $0.iterations })
  }

  @Test("Planted work is counted under Callgrind, and in a body beyond patience")
  func plantedWorkElsewhere() {
    var counting = SessionSettings(metrics: MetricGroup.counted(iterations: 1))
    counting.slowdown = PlantedSlowdown(.work, factor: 1.5)
    #expect(FabricatedSession(counting, cost: 1000).windows.map(\.executions).suffix(1) == [3])
    let slow = Self.settings(.wallClock) { $0.slowdown = PlantedSlowdown(.work, factor: 1.5) }
    #expect(FabricatedSession(slow, cost: 3e9).samples == [4.5e9])
  }

  @Test("The loop's own cost comes from empty windows, after all other windows")
  func overhead() {
    let session = FabricatedSession(Self.settings(.wallClock, .bytesRead), cost: 1000, emptyCost: 2.5)
    #expect(session.session.overhead == 2.5)
    #expect(session.windows.suffix(3).allSatisfy { $0.body == .empty && $0.iterations == 1000 })
    #expect(session.windows.dropLast(3).allSatisfy { $0.body == .measured })
  }

  @Test("A value that is not finite is left out, so that the session can be written")
  func notFinite() throws {
    let odd = Metric(
      MetricDefinition("odd", unit: .count, kind: .sampled, tolerance: .percent(20), pass: TimingPass()) { _ in
        .values([1, .infinity])
      })
    let session = FabricatedSession(Self.settings(.wallClock, odd), cost: 1000).session
    let reading = try #require(session.reading("odd"))
    #expect(reading.values.isEmpty && reading.unavailable == .notFinite)
    #expect(throws: Never.self) { try JSONEncoder().encode(session) }
  }

  @Test(
    "A body near the loop's own cost has a warning",
    arguments: [
      (cost: 1.0, warning: "removedByOptimiser"), (3.9, "removedByOptimiser"), (4.1, "tooShort"), (39, "tooShort"),
      (40, nil), (1000, nil),
    ] as [(Double, String?)])
  func warnings(cost: Double, warning: String?) {
    let session = FabricatedSession(Self.settings(.wallClock), cost: cost, emptyCost: 2).session
    #expect(session.warnings.map(\.kind) == (warning.map { [$0] } ?? []))
  }
}
