extension GPUDevice {
  /// The energy that the board has used since the driver was loaded, in joules.
  ///
  /// The counter exists since Volta and advances in steps of 10 to 100 ms, depending on the model: only differences
  /// over seconds are meaningful. It is the board's; a MIG instance does not report it.
  public var energy: Reading<Double> {
    get async { await read { $0.energyCounter(of: $1).map { Double($0) / 1000 } } }
  }
}

extension NVMLCalls {
  /// The energy counter of the board since the driver was loaded, in millijoules.
  package func energyCounter(of device: NVMLHandle) -> Reading<UInt64> { uint64(symbols.totalEnergy, of: device) }
}
