import CNVML
import Foundation
import Testing

extension GPUFacts {
  /// The bus counters of a copy of known size, and whether they wrap.
  @Test func bytesOverTheBus() throws {
    let numbers = [UInt32](repeating: 0x5A5A_5A5A, count: 64 << 20)
    let array = try DeviceArray(repeating: numbers, on: device)
    emitBytes("nothing for a second") { Thread.sleep(forTimeInterval: 1) }
    // More than 32 bits hold, so that a counter of 32 bits shows.
    emitBytes("\(24 * array.bytes) bytes to the device") { for _ in 0..<24 { try array.upload(numbers) } }
    var back = numbers
    emitBytes("\(24 * array.bytes) bytes from the device") { for _ in 0..<24 { try array.download(into: &back) } }
    try emitThroughput(array, numbers)
  }

  private func emitBytes(_ what: String, _ body: () throws -> Void) {
    Fact.emit("counters of the bus, \(what)") {
      let before = try settledCounters()
      let begin = SystemClock.seconds
      try body()
      let elapsed = SystemClock.seconds - begin
      let after = try settledCounters()
      let growth = zip(after, before).map { "\(Int64(bitPattern: $0.whole &- $1.whole))" }
      return "sent (197) grew by \(growth[0]) to \(after[0].whole), received (198) by \(growth[1]) to "
        + "\(after[1].whole), types \(after[0].type) and \(after[1].type), in \(Fact.short(elapsed)) s"
    }
  }

  /// The counters when they have not moved for 300 ms, or after two seconds: nothing says how often they are renewed.
  private func settledCounters() throws -> [cnvml_field_value] {
    var last = try counters()
    var since = SystemClock.seconds
    let end = since + 2
    while SystemClock.seconds < min(since + 0.3, end) {
      let now = try counters()
      if now.map(\.whole) != last.map(\.whole) { (last, since) = (now, SystemClock.seconds) }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return last
  }

  private func counters() throws -> [cnvml_field_value] {
    let fields = try nvml.fields([CNVML_FIELD_PCIE_TX, CNVML_FIELD_PCIE_RX])
    for field in fields { try NVMLProbe.check("field \(field.field)", field.code) }
    return fields
  }

  private func emitThroughput(_ array: DeviceArray<UInt32>, _ numbers: [UInt32]) throws {
    try GPULoad.during({ try array.upload(numbers) }) { load in
      Fact.emit("nvmlDeviceGetPcieThroughput while the device is sent numbers") {
        let (begin, first) = (SystemClock.seconds, load.rounds)
        var readings: [Double] = []
        while SystemClock.seconds < begin + 2 {
          readings.append(Double(try nvml.uint32("nvmlDeviceGetPcieThroughput", kind: 1)))
        }
        let bytes = Double((load.rounds - first) * array.bytes)
        let rate = bytes / (SystemClock.seconds - begin)
        return "\(Fact.spread(readings, unit: "KB/s")); copied were \(Fact.short(rate / 1000)) kB/s, which is "
          + "\(Fact.short(rate / 1024)) KiB/s"
      }
    }
  }

  /// Whether performance monitoring is allowed, and what it says of a busy device.
  @Test func performanceMonitoring() throws {
    Fact.emit("support for GPM") {
      let call: cnvml_gpm_query = try nvml.function("nvmlGpmQueryDeviceSupport")
      var support = cnvml_gpm_support(version: UInt32(CNVML_GPM_VERSION), is_supported: 0)
      try NVMLProbe.check("nvmlGpmQueryDeviceSupport", call(nvml.device, &support))
      return "\(support.is_supported), asked as user \(getuid())"
    }
    try GPULoad.computing(on: device) { _ in
      for metric in [1, 2, 3, 5, 10, 11, 12, 13, 20, 21] {
        Fact.emit("GPM metric \(metric) of 200 ms") { try monitored(metric) }
      }
    }
  }

  private func monitored(_ metric: Int) throws -> String {
    let allocate: cnvml_gpm_alloc = try nvml.function("nvmlGpmSampleAlloc")
    let release: cnvml_gpm_free = try nvml.function("nvmlGpmSampleFree")
    let sample: cnvml_gpm_get = try nvml.function("nvmlGpmSampleGet")
    let compute: cnvml_gpm_metrics_get = try nvml.function("nvmlGpmMetricsGet")
    var (first, second): (OpaquePointer?, OpaquePointer?)
    try NVMLProbe.check("nvmlGpmSampleAlloc", allocate(&first))
    defer { _ = release(first) }
    try NVMLProbe.check("nvmlGpmSampleAlloc", allocate(&second))
    defer { _ = release(second) }
    try NVMLProbe.check("nvmlGpmSampleGet", sample(nvml.device, first))
    Thread.sleep(forTimeInterval: 0.2)
    try NVMLProbe.check("nvmlGpmSampleGet", sample(nvml.device, second))
    let head = MemoryLayout<cnvml_gpm_metrics>.stride
    let size = head + Int(CNVML_GPM_METRICS_ROOM) * MemoryLayout<cnvml_gpm_metric>.stride
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
    defer { buffer.deallocate() }
    buffer.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    let request = buffer.assumingMemoryBound(to: cnvml_gpm_metrics.self)
    request.pointee = cnvml_gpm_metrics(version: UInt32(CNVML_GPM_VERSION), count: 1, first: first, second: second)
    let answer = (buffer + head).assumingMemoryBound(to: cnvml_gpm_metric.self)
    answer.pointee.metric = UInt32(metric)
    try NVMLProbe.check("nvmlGpmMetricsGet", compute(request))
    try NVMLProbe.check("GPM metric \(metric)", answer.pointee.code)
    func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "?" }
    return "\(Fact.short(answer.pointee.value)) \(text(answer.pointee.unit)) (\(text(answer.pointee.long_name)))"
  }

  /// The effect of an allocation of known size, and whether this process is listed on the device.
  @Test func memoryAndProcesses() throws {
    Fact.emit("memory before an allocation of 1 GiB") { "\(try memory().used) used, \(try memory().reserved) reserved" }
    let address = try device.allocate(bytes: 1 << 30)
    Fact.emit("memory right after it") { "\(try memory().used) used" }
    Thread.sleep(forTimeInterval: 0.2)
    Fact.emit("memory 200 ms later") { "\(try memory().used) used" }
    for name in Self.processLists {
      Fact.emit("\(name), asked by process \(getpid())") {
        let found = try processes(name).map { "process \($0.pid) with \($0.used_memory) bytes" }
        return found.isEmpty ? "none" : found.joined(separator: ", ")
      }
    }
    try device.free(address)
    Fact.emit("memory right after it was freed") { "\(try memory().used) used" }
  }
}
