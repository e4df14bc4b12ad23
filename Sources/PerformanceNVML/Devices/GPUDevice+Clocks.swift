import CNVML

extension GPUDevice {
  /// The current rate of a clock, in MHz.
  public func clock(_ clock: GPUClock) async -> Reading<Double> {
    await read { $0.clock(clock, of: $1) }
  }

  /// The highest rate of a clock, in MHz.
  public func maximumClock(_ clock: GPUClock) async -> Reading<Double> {
    await read { $0.maximumClock(clock, of: $1) }
  }

  /// The performance state: 0 is the fastest, 15 the slowest.
  public var performanceState: Reading<Int> {
    get async { await read { $0.performanceState(of: $1) } }
  }
}

/// A clock of a GPU, whose rate is read in MHz.
public struct GPUClock: Hashable, Sendable {
  /// Of the graphics engines.
  public static let graphics = GPUClock(kind: CNVML_CLOCK_GRAPHICS)
  /// Of the streaming multiprocessors, which run kernels.
  public static let sm = GPUClock(kind: CNVML_CLOCK_SM)
  /// Of the board's memory.
  public static let memory = GPUClock(kind: CNVML_CLOCK_MEMORY)

  fileprivate let kind: Int
}

extension NVMLCalls {
  /// The current rate of a clock, in MHz.
  package func clock(_ clock: GPUClock, of device: NVMLHandle) -> Reading<Double> {
    uint32(symbols.clock, of: device, kind: clock.kind).map { Double($0) }
  }

  /// The highest rate of a clock, in MHz.
  package func maximumClock(_ clock: GPUClock, of device: NVMLHandle) -> Reading<Double> {
    uint32(symbols.maximumClock, of: device, kind: clock.kind).map { Double($0) }
  }

  /// The performance state: 0 is the fastest, 15 the slowest.
  package func performanceState(of device: NVMLHandle) -> Reading<Int> {
    int32(symbols.performanceState, of: device).flatMap { state in
      (0..<Int32(CNVML_PERFORMANCE_STATE_UNKNOWN)).contains(state)
        ? .value(Int(state)) : .unavailable("the driver does not know the performance state")
    }
  }
}
