/// The gauges of a GPU at one time of a window.
package struct GPUSample: Hashable, Sendable {
  /// The time of reading, in nanoseconds of the monotonic clock.
  package var time: UInt64
  /// The power of the board, in watts.
  package var power: Reading<Double>
  /// The clock of the streaming multiprocessors, in MHz.
  package var smClock: Reading<Double>
  /// The temperature of the GPU, in °C.
  package var temperature: Reading<Double>
  /// The temperature of its memory, in °C.
  package var memoryTemperature: Reading<Double>
  /// The utilization over the last sampling period.
  package var utilization: Reading<GPUUtilization>
  /// The memory usage.
  package var memory: Reading<GPUMemory>
  /// The traffic over the links since the driver was loaded.
  package var traffic: GPUTraffic
  /// The current reasons for lowered clocks.
  package var throttleReasons: Reading<GPUThrottleReasons>
  /// The performance state: 0 is the fastest, 15 the slowest.
  package var performanceState: Reading<Int>

  package init(
    time: UInt64, power: Reading<Double>, smClock: Reading<Double>, temperature: Reading<Double>,
    memoryTemperature: Reading<Double>, utilization: Reading<GPUUtilization>, memory: Reading<GPUMemory>,
    traffic: GPUTraffic, throttleReasons: Reading<GPUThrottleReasons>, performanceState: Reading<Int>
  ) {
    self.time = time
    self.power = power
    self.smClock = smClock
    self.temperature = temperature
    self.memoryTemperature = memoryTemperature
    self.utilization = utilization
    self.memory = memory
    self.traffic = traffic
    self.throttleReasons = throttleReasons
    self.performanceState = performanceState
  }
}
