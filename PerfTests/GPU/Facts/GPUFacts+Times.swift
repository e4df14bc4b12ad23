import CNVML
import Foundation
import Testing

extension GPUFacts {
  /// By which clock the time stamps of fields and samples are.
  @Test func timeStamps() throws {
    Fact.emit("time stamp of field 186, subtracted from the clocks") {
      try distances(microseconds: { try Double(nvml.fields([CNVML_FIELD_POWER_INSTANT])[0].timestamp) })
    }
    Fact.emit("time stamp of field 197, subtracted from the clocks") {
      try distances(microseconds: { try Double(nvml.fields([CNVML_FIELD_PCIE_TX])[0].timestamp) })
    }
    try GPULoad.computing(on: device) { _ in
      Fact.emit("newest sample of utilization, subtracted from the clocks") {
        try distances(microseconds: {
          let newest = try samples(CNVML_SAMPLES_GPU_UTILIZATION).map(\.timestamp).max()
          guard let newest else { throw NVMLProbe.Refusal(call: "nvmlDeviceGetSamples", code: Int32(CNVML_NO_DATA)) }
          return Double(newest)
        })
      }
      Fact.emit("time between samples of utilization") {
        let times = try samples(CNVML_SAMPLES_GPU_UTILIZATION).map { Double($0.timestamp) / 1e3 }.sorted()
        return Fact.spread(zip(times.dropFirst(), times).map { $0 - $1 }, unit: "ms")
      }
    }
  }

  private func distances(microseconds: () throws -> Double) throws -> String {
    let stamp = try microseconds()
    return SystemClock.allCases.map { clock in
      "\(clock.name) \(Fact.short(Double(clock.nanoseconds) / 1e9 - stamp / 1e6)) s"
    }.joined(separator: ", ") + " (stamp \(Int(stamp)) µs)"
  }

  /// In which unit the times of violations are: their growth is compared with the window's length, and with what
  /// `nvmlDeviceGetViolationStatus` says in nanoseconds.
  @Test func violationTimes() throws {
    emitViolations("idle") { Thread.sleep(forTimeInterval: 3) }
    try GPULoad.computing(on: device) { _ in emitViolations("busy") { Thread.sleep(forTimeInterval: 5) } }
  }

  /// Numbers of `nvmlPerfPolicyType_t` by the number of the field with the same meaning.
  private static let policies: [Int: Int32] = [74: 0, 75: 1, 76: 2, 77: 3, 78: 4, 79: 5, 80: 10, 81: 11]

  private func emitViolations(_ state: String, _ window: () -> Void) {
    func read() throws -> (time: Double, fields: [cnvml_field_value], statuses: [Int: UInt64]) {
      let fields = try nvml.fields(Self.policies.keys.sorted())
      let statuses = Self.policies.compactMapValues { try? violation(policy: $0) }
      return (SystemClock.seconds, fields, statuses)
    }
    guard let before = try? read() else { return Fact.emit("\(state): times of violations: no field was answered") }
    window()
    guard let after = try? read() else { return Fact.emit("\(state): times of violations: no field was answered") }
    let elapsed = after.time - before.time
    for (old, new) in zip(before.fields, after.fields) {
      Fact.emit("\(state): field \(new.field) over \(Fact.short(elapsed)) s") {
        try NVMLProbe.check("field \(new.field)", new.code)
        let growth = Double(Int64(bitPattern: new.whole &- old.whole))
        let number = Int(new.field)
        let status = after.statuses[number].flatMap { new in before.statuses[number].map { new &- $0 } }
        return "from \(old.whole) by \(Fact.short(growth)), type \(new.type): as ns "
          + "\(Fact.short(growth / 1e9 / elapsed)) of the window, as µs \(Fact.short(growth / 1e6 / elapsed)); "
          + (status.map { "ViolationStatus grew by \($0) ns" } ?? "no ViolationStatus")
      }
    }
  }

  /// `nvmlDeviceGetViolationStatus`, which fills in a time in microseconds and the time of violations in nanoseconds.
  private func violation(policy: Int32) throws -> UInt64 {
    typealias Status = (reference: UInt64, violation: UInt64)
    typealias Call = @convention(c) (OpaquePointer?, Int32, UnsafeMutableRawPointer) -> Int32
    let call = try nvml.function("nvmlDeviceGetViolationStatus", as: Call.self)
    var status: Status = (0, 0)
    try NVMLProbe.check("nvmlDeviceGetViolationStatus", call(nvml.device, policy, &status))
    return status.violation
  }
}
