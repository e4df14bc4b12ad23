import CNVML

/// The reasons for lowered clocks of a GPU. Bits that are newer than this package are kept.
public struct GPUThrottleReasons: OptionSet, Hashable, Sendable {
  /// The bits of NVML.
  public var rawValue: UInt64

  /// Creates reasons from NVML's bits.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  private init(_ constant: Int) {
    rawValue = UInt64(constant)
  }

  /// No work runs, so the clocks are low.
  public static let idle = GPUThrottleReasons(CNVML_REASON_GPU_IDLE)
  /// The clocks of applications were set lower.
  public static let applicationClocks = GPUThrottleReasons(CNVML_REASON_APPLICATION_CLOCKS)
  /// The power limit is reached, which is normal at full load.
  public static let powerCap = GPUThrottleReasons(CNVML_REASON_SW_POWER_CAP)
  /// The hardware has halved the clocks or more, because of heat or the power brake.
  public static let hardwareSlowdown = GPUThrottleReasons(CNVML_REASON_HW_SLOWDOWN)
  /// Another GPU of the same sync boost group is slower.
  public static let syncBoost = GPUThrottleReasons(CNVML_REASON_SYNC_BOOST)
  /// The driver lowers the clocks because of heat.
  public static let softwareThermal = GPUThrottleReasons(CNVML_REASON_SW_THERMAL)
  /// The hardware lowers the clocks because of heat.
  public static let hardwareThermal = GPUThrottleReasons(CNVML_REASON_HW_THERMAL)
  /// The power supply asks the hardware to slow down.
  public static let hardwarePowerBrake = GPUThrottleReasons(CNVML_REASON_HW_POWER_BRAKE)
  /// The clocks of a display apply.
  public static let displayClocks = GPUThrottleReasons(CNVML_REASON_DISPLAY_CLOCKS)

  /// The reasons that slow a busy GPU down.
  package static let slowdowns: GPUThrottleReasons = [
    .powerCap, .hardwareSlowdown, .syncBoost, .softwareThermal, .hardwareThermal, .hardwarePowerBrake,
  ]

  /// The names of the reasons, such as `power cap`; `bit 12` for a bit that is newer than this package.
  public var names: [String] {
    (0..<UInt64.bitWidth).filter { rawValue & (1 << $0) != 0 }.map { bit in
      Self.words[GPUThrottleReasons(rawValue: 1 << bit)] ?? "bit \(bit)"
    }
  }

  /// The names of all reasons that this package knows, in the order of their bits.
  package static let knownNames = GPUThrottleReasons(words.keys.map(\.self)).names

  private static let words: [GPUThrottleReasons: String] = [
    .idle: "idle", .applicationClocks: "application clocks", .powerCap: "power cap",
    .hardwareSlowdown: "hardware slowdown", .syncBoost: "sync boost", .softwareThermal: "software thermal slowdown",
    .hardwareThermal: "hardware thermal slowdown", .hardwarePowerBrake: "hardware power brake",
    .displayClocks: "display clocks",
  ]
}
