import Foundation
import PerformanceGPU
import PerformanceMeasurement
import PerformanceNVML
import PerformanceRecords
import Testing

@Suite("A session on a GPU")
struct GPUSessionTests {
  @Test("Its energy is power times time, and no call of NVML falls between the two clock reads of a sample")
  func energy() throws {
    let board = Board()
    let driver = try FakeDriver(board.script + "power 300000\nenergy.quantum 20\nclock.sm 1980\nclock.sm.max 1980\n")
    func measure() throws -> BenchmarkSession {
      try Self.session(of: driver, metrics: [.wallClock, .gpu, .gpuEnergy]) { calls in #expect(calls == 0) }
    }
    var (session, attempts) = (try measure(), 1)
    // Beside busy processes this one may read the counter too rarely to see its steps.
    while session.reading("gpu.energyPerIteration")?.values.isEmpty == true, attempts < 50 {
      (session, attempts) = (try measure(), attempts + 1)
    }
    let energy = try #require(session.reading("gpu.energyPerIteration"))
    let time = try #require(session.reading("gpu.timePerIteration")?.values.first)
    let joules = try #require(energy.values.first, "\(energy)")
    // The board uses power between iterations as well, so the energy is that of the whole window: never less.
    #expect(joules >= 0.95 * 300 * time / 1e9)
    #expect(energy.metric.isJudged && energy.metric.gpu == .board)
    #expect(session.readings.count { $0.metric.name == "gpu.energyPerIteration" } == 1)
    #expect(session.gpu?.environment.name.isEmpty == false)
    #expect(driver.calls(of: "nvmlDeviceGetPcieThroughput") == 0)
    withExtendedLifetime(board) {}
    // At the start and the end of one window, or of two when it was repeated; never in between.
    let lists = driver.calls(of: "nvmlDeviceGetComputeRunningProcesses_v3")
    #expect(lists > 0 && lists <= 4 * attempts)
  }

  @Test("Without a GPU every metric of it has the reason, and the times are unchanged")
  func absent() throws {
    let driver = try FakeDriver("return.nvmlInit_v2 9\n")
    let session = try Self.session(of: driver, metrics: [.wallClock, .gpu]) { _ in }
    #expect(session.reading("wallClock")?.values.isEmpty == false)
    let gpu = session.readings.filter { $0.metric.gpu != nil }
    #expect(gpu.count > 20 && gpu.allSatisfy { $0.unavailable != nil && $0.values.isEmpty })
    #expect(session.gpu == nil)
  }

  @Test("A GPU that is lost in a window has no number, and the times are unchanged")
  func lost() throws {
    let board = Board()
    let driver = try FakeDriver(board.script)
    let session = try Self.session(
      of: driver, metrics: [.wallClock, .gpu],
      duringWindow: { driver in
        try driver.add("gpu0.lost.after 1")
      })
    #expect(session.reading("wallClock")?.values.isEmpty == false)
    #expect(session.reading("gpu.memoryPeakDelta")?.values == [])
    withExtendedLifetime(board) {}
  }

  /// A board that no other test measures: measurements of one wait for each other, and give up after a minute.
  private final class Board {
    private let uuid = "GPU-" + UUID().uuidString.lowercased()

    var script: String { "uuid \(uuid)\n" }

    deinit { try? FileManager.default.removeItem(at: GPULockFile.url(uuid: uuid)) }
  }

  /// Runs a session whose body sleeps for a millisecond; `duringSample` gets the number of calls in a timed window, and
  /// `duringWindow` runs while a window of the GPU is open.
  private static func session(
    of driver: FakeDriver, metrics: [any MetricSelection], duringSample: (Int) -> Void = { _ in },
    duringWindow: (FakeDriver) throws -> Void = { _ in }
  ) throws -> BenchmarkSession {
    let nvml = driver.session()
    var settings = SessionSettings(metrics: metrics.flatMap(\.definitions).distinct)
    settings.metrics = settings.metrics.map { metric in
      guard metric.pass.type == GPUPass.self else { return metric }
      var metric = metric
      metric.pass = PassReference(
        GPUPass(find: { GPUWindowReader.find(environment: [:], session: nvml) }, pause: { _ in }))
      return metric
    }
    var program = SessionProgram(settings: settings)
    while var window = program.next() {
      let before = driver.calls
      window.stopwatch.start()
      if window.body == .measured { usleep(UInt32(window.iterations) * 1000) }
      window.stopwatch.stop()
      if program.currentPass is TimingPass { duringSample(driver.calls - before) }
      let hasOpened = driver.calls(of: "nvmlDeviceGetTotalEnergyConsumption") > 0
      if program.currentPass is GPUPass, hasOpened { try duringWindow(driver) }
      program.finish(window)
    }
    return program.session(
      id: BenchmarkID(module: "M", suite: ["S"], test: "t()"),
      location: CodeLocation(fileID: "M/S.swift", filePath: "S.swift", line: 1, column: 1), budgets: [])
  }
}
