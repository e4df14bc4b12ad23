import CNVML

extension GPUDevice {
  /// The temperature of the chip in °C.
  public var temperature: Reading<Double> {
    get async { await read { $0.temperature(of: $1) } }
  }

  /// The temperature of the memory in °C; most boards without HBM do not report it.
  public var memoryTemperature: Reading<Double> {
    get async { await read { $0.memoryTemperature(of: $1) } }
  }
}

extension NVMLCalls {
  /// The temperature of the chip in °C.
  package func temperature(of device: NVMLHandle) -> Reading<Double> {
    signedTemperature(of: device).or {
      uint32(symbols.temperature, of: device, kind: CNVML_TEMPERATURE_GPU).map { Double($0) }
    }
  }

  /// The newer of the two functions, driver 570 and later.
  private func signedTemperature(of device: NVMLHandle) -> Reading<Double> {
    ask(symbols.temperatureV, of: device) { call in
      var temperature = cnvml_temperature()
      temperature.version = UInt32(CNVML_TEMPERATURE_VERSION)
      temperature.sensor = Int32(CNVML_TEMPERATURE_GPU)
      return (call(device.pointer, &temperature), Double(temperature.degrees))
    }
  }

  /// The temperature of the memory in °C.
  package func memoryTemperature(of device: NVMLHandle) -> Reading<Double> {
    quantity(.memoryTemperature, of: device)
  }
}
