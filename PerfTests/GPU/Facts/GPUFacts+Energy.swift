import CNVML
import Foundation
import PerformanceStatistics
import Testing

extension GPUFacts {
  /// How often the counter of energy moves, by how much, and whether what it says is what the power readings say.
  @Test func energyCounter() throws {
    emitTicks("idle", watchCounter(seconds: 2))
    emitAgreement("idle", seconds: 2)
    try GPULoad.computing(on: device) { _ in
      emitTicks("busy", watchCounter(seconds: 4))
      emitAgreement("busy", seconds: 4)
    }
  }

  private struct Ticks {
    var times: [Double] = []
    var values: [UInt64] = []
    var reads = 0
    var failure: String?
  }

  /// Reads as fast as the driver lets.
  private func watchCounter(seconds: Double) -> Ticks {
    var ticks = Ticks()
    let end = SystemClock.seconds + seconds
    while SystemClock.seconds < end {
      do {
        let value = try nvml.uint64("nvmlDeviceGetTotalEnergyConsumption")
        ticks.reads += 1
        if ticks.values.last != value {
          ticks.values.append(value)
          ticks.times.append(SystemClock.seconds)
        }
      } catch {
        ticks.failure = "\(error)"
        break
      }
    }
    return ticks
  }

  private func emitTicks(_ state: String, _ ticks: Ticks) {
    if let failure = ticks.failure { return Fact.emit("\(state): counter of energy: not found out, \(failure)") }
    let periods = zip(ticks.times.dropFirst(2), ticks.times.dropFirst()).map { ($0 - $1) * 1e3 }
    let steps = zip(ticks.values.dropFirst(), ticks.values).map { Double(Int64(bitPattern: $0 &- $1)) }
    Fact.emit("\(state): the counter moved \(steps.count) times in \(ticks.reads) reads")
    Fact.emit("\(state): time between moves: \(Fact.spread(periods, unit: "ms"))")
    Fact.emit("\(state): a move: \(Fact.spread(steps, unit: "mJ"))")
  }

  private func emitAgreement(_ state: String, seconds: Double) {
    var instant: [Double] = []
    var average: [Double] = []
    var usage: [Double] = []
    var stamps: Set<Int64> = []
    Fact.emit("\(state): power by the counter, and by the readings") {
      let before = try energyAtAMove()
      let end = SystemClock.seconds + seconds
      while SystemClock.seconds < end {
        let fields = try nvml.fields([CNVML_FIELD_POWER_INSTANT, CNVML_FIELD_POWER_AVERAGE])
        if fields[0].code == CNVML_SUCCESS {
          instant.append(Double(fields[0].whole) / 1e3)
          stamps.insert(fields[0].timestamp)
        }
        if fields[1].code == CNVML_SUCCESS { average.append(Double(fields[1].whole) / 1e3) }
        if let power = try? nvml.uint32("nvmlDeviceGetPowerUsage") { usage.append(Double(power) / 1e3) }
        Thread.sleep(forTimeInterval: 0.01)
      }
      let after = try energyAtAMove()
      let power = (Double(after.energy) - Double(before.energy)) / 1e3 / (after.time - before.time)
      func part(_ name: String, _ values: [Double]) -> String {
        guard !values.isEmpty else { return "\(name) none" }
        let mean = values.reduce(0, +) / Double(values.count)
        let changes = zip(values.dropFirst(), values).count { $0 != $1 }
        let share = Fact.short((mean / power - 1) * 100)
        return "\(name) \(Fact.short(mean)) W (\(share) %, \(changes) changes in \(values.count) readings)"
      }
      return "counter \(Fact.short(power)) W; "
        + [part("field 186", instant), part("field 185", average), part("GetPowerUsage", usage)].joined(separator: "; ")
        + "; \(stamps.count) time stamps of field 186"
    }
    Fact.emit("\(state): field 83 beside the counter") {
      "\(try nvml.field(83)) and \(try nvml.uint64("nvmlDeviceGetTotalEnergyConsumption")) mJ"
    }
  }

  /// The counter right after it moved, with the time; half a second is what it gets to move.
  private func energyAtAMove() throws -> (energy: UInt64, time: Double) {
    let first = try nvml.uint64("nvmlDeviceGetTotalEnergyConsumption")
    let end = SystemClock.seconds + 0.5
    while SystemClock.seconds < end {
      let now = try nvml.uint64("nvmlDeviceGetTotalEnergyConsumption")
      if now != first { return (now, SystemClock.seconds) }
    }
    throw NVMLProbe.Refusal(call: "waiting for the counter of energy to move", code: Int32(CNVML_TIMEOUT))
  }

  /// Energy of an iteration from two windows of ten seconds, and how far they are apart.
  @Test func energyOfTheChain() throws {
    let chain = try Chain(on: device)
    func window(seconds: Double) throws -> (joules: Double, watts: Double, iterations: Int) {
      let before = try energyAtAMove()
      var iterations = 0
      while SystemClock.seconds < before.time + seconds {
        for _ in 0..<8 { try device.start(chain.launch) }
        try device.synchronise()
        iterations += 8
      }
      let after = try energyAtAMove()
      let energy = (Double(after.energy) - Double(before.energy)) / 1e3
      return (energy / Double(iterations), energy / (after.time - before.time), iterations)
    }
    Fact.emit("energy of an iteration of the chain (\(chain.steps) steps)") {
      _ = try window(seconds: 2)
      let windows = [try window(seconds: 10), try window(seconds: 10)]
      let values = windows.map(\.joules)
      let difference = (values[1] / values[0] - 1) * 100
      return windows.map {
        "\(Fact.short($0.joules)) J at \(Fact.short($0.watts)) W (\($0.iterations) iterations)"
      }.joined(separator: ", then ") + ": difference \(Fact.short(difference)) %"
    }
  }
}
