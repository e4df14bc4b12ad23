/// The gauges of a GPU at one moment of a window.
package struct GPUSample: Hashable, Sendable {
  /// When they were read, in nanoseconds of the monotonic clock.
  package var time: UInt64
  /// Of the board at this moment, in watts.
  package var power: Reading<Double>
  /// Of the streaming multiprocessors, in MHz.
  package var smClock: Reading<Double>
  /// Of the GPU, in °C.
  package var temperature: Reading<Double>
  /// Of its memory, in °C.
  package var memoryTemperature: Reading<Double>
  /// For what part of the last moment it was busy.
  package var utilization: Reading<GPUUtilization>
  /// How full the memory is.
  package var memory: Reading<GPUMemory>
  /// What went over the links since the driver was loaded.
  package var traffic: GPUTraffic
  /// Why the clocks are as they are at this moment.
  package var throttleReasons: Reading<GPUThrottleReasons>
  /// From 0, the fastest, to 15.
  package var performanceState: Reading<Int>

  /// A sample from its parts.
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
