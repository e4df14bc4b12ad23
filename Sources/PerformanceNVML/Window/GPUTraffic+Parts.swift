extension GPUTraffic {
  package init(
    pcieTransmitted: Reading<UInt64>, pcieReceived: Reading<UInt64>, nvlinkTransmitted: Reading<UInt64>,
    nvlinkReceived: Reading<UInt64>
  ) {
    self.init(NVMLFieldReadings())
    self.pcieTransmitted = pcieTransmitted
    self.pcieReceived = pcieReceived
    self.nvlinkTransmitted = nvlinkTransmitted
    self.nvlinkReceived = nvlinkReceived
  }
}
