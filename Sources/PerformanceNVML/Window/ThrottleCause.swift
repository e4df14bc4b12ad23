/// A cause that lowers the clocks of a GPU.
package enum ThrottleCause: CaseIterable, Hashable, Sendable {
  /// The board reaches its power limit, which is usual at full load.
  case power
  /// Heat, with a slowdown by the driver or the hardware.
  case thermal
  /// Another GPU of the same sync boost group.
  case syncBoost
  /// A limit of the board.
  case board
  /// The voltage that keeps the GPU reliable.
  case reliability
  /// A slowdown by the hardware, which halves the clocks or more.
  case hardware
  /// The power brake, triggered by a power supply.
  case powerBrake
}

extension ThrottleCause {
  /// The reasons in a snapshot for this cause; empty where a snapshot does not report it.
  package var reasons: GPUThrottleReasons {
    switch self {
    case .power: .powerCap
    case .thermal: [.softwareThermal, .hardwareThermal]
    case .syncBoost: .syncBoost
    case .hardware: [.hardwareSlowdown, .hardwareThermal, .hardwarePowerBrake]
    case .powerBrake: .hardwarePowerBrake
    case .board, .reliability: []
    }
  }

  /// The time that the driver counted for this cause, in seconds.
  package func time(in times: GPUThrottleTimes) -> Reading<Double> {
    switch self {
    case .power: times.power
    case .thermal: times.thermal
    case .syncBoost: times.syncBoost
    case .board: times.boardLimit
    case .reliability: times.reliability
    case .hardware: .unavailable("the driver does not count the time of hardware slowdowns")
    case .powerBrake: times.hardwarePowerBrake
    }
  }

  /// The time that the driver counted for every cause, in seconds.
  package static func times(in times: GPUThrottleTimes) -> [ThrottleCause: Reading<Double>] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.time(in: times)) })
  }
}
