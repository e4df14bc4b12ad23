extension GPUDevice {
  /// Joules that the board has used since the driver was loaded.
  ///
  /// The counter exists since Volta and moves in steps of 10 to 100 ms, depending on the model: only differences over
  /// seconds mean something. It is the board's, also for a MIG instance, which does not report it.
  public var energy: Reading<Double> {
    get async { await read { $0.energyCounter(of: $1).map { Double($0) / 1000 } } }
  }
}

extension NVMLCalls {
  /// Millijoules that the board has used since the driver was loaded, as the counter stands.
  package func energyCounter(of device: NVMLHandle) -> Reading<UInt64> { uint64(symbols.totalEnergy, of: device) }
}
