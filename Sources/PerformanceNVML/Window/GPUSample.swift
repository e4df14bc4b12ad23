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
  /// The share of the last moments in which a kernel ran, in 0…1.
  package var utilization: Reading<Double>
  /// The share of the last moments in which memory was read or written, in 0…1.
  package var memoryUtilization: Reading<Double>
  /// Memory in use by all processes, in bytes.
  package var usedMemory: Reading<UInt64>
  /// Why the clocks are as they are at this moment.
  package var clockEvents: Reading<ClockEvents>
  /// From 0, the fastest, to 15.
  package var performanceState: Reading<Int>

  /// A sample from its parts.
  package init(
    time: UInt64, power: Reading<Double>, smClock: Reading<Double>, temperature: Reading<Double>,
    memoryTemperature: Reading<Double>, utilization: Reading<Double>, memoryUtilization: Reading<Double>,
    usedMemory: Reading<UInt64>, clockEvents: Reading<ClockEvents>, performanceState: Reading<Int>
  ) {
    self.time = time
    self.power = power
    self.smClock = smClock
    self.temperature = temperature
    self.memoryTemperature = memoryTemperature
    self.utilization = utilization
    self.memoryUtilization = memoryUtilization
    self.usedMemory = usedMemory
    self.clockEvents = clockEvents
    self.performanceState = performanceState
  }
}
