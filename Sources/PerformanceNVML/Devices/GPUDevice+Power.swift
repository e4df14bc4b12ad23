extension GPUDevice {
  /// The power of the board in watts: the last reading of its sensor where the driver reports it (530 and later), else
  /// the value of `nvidia-smi`, which on Ampere and later is the mean of the last second.
  ///
  /// Sensors of A100 and H100 boards cover 25 ms of every 100 ms.
  public var power: Reading<Double> {
    get async { await read { $0.power(of: $1) } }
  }

  /// The mean power of the board over the last second, in watts.
  public var averagePower: Reading<Double> {
    get async { await read { $0.averagePower(of: $1) } }
  }

  /// The power in watts above which the driver lowers the clocks.
  public var powerLimit: Reading<Double> {
    get async { await read { $0.powerLimit(of: $1) } }
  }

  /// The power limit of the board on delivery, in watts.
  public var defaultPowerLimit: Reading<Double> {
    get async { await read { $0.defaultPowerLimit(of: $1) } }
  }
}

extension NVMLCalls {
  /// Watts: `instantPower`, or `reportedPower` where it is unavailable.
  package func power(of device: NVMLHandle) -> Reading<Double> {
    instantPower(of: device).or { reportedPower(of: device) }
  }

  /// Watts at the last reading of the sensor.
  package func instantPower(of device: NVMLHandle) -> Reading<Double> {
    quantity(.powerInstant, of: device).map { $0 / 1000 }
  }

  /// Watts, averaged over one second.
  package func averagePower(of device: NVMLHandle) -> Reading<Double> {
    quantity(.powerAverage, of: device).map { $0 / 1000 }
  }

  /// Watts as `nvmlDeviceGetPowerUsage` gives them: of the last second on Ampere and later except GA100, otherwise now.
  package func reportedPower(of device: NVMLHandle) -> Reading<Double> {
    uint32(symbols.powerUsage, of: device).map { Double($0) / 1000 }
  }

  /// Watts above which the driver lowers the clocks, after all limits are taken into account.
  package func powerLimit(of device: NVMLHandle) -> Reading<Double> {
    uint32(symbols.enforcedPowerLimit, of: device).map { Double($0) / 1000 }
  }

  /// The power limit of the board on delivery, in watts.
  package func defaultPowerLimit(of device: NVMLHandle) -> Reading<Double> {
    uint32(symbols.defaultPowerLimit, of: device).map { Double($0) / 1000 }
  }
}
