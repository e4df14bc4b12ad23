extension MachineReader {
  /// The mean number of processes that ran or waited to run, in the last minute (proc_loadavg(5)).
  package var load: MachineReading<Double> {
    let path = "/proc/loadavg"
    return files.line(path).flatMap { line in
      line.split(separator: " ").first.flatMap(MachineFiles.number).map { .success($0) } ?? .failure(.malformed(path))
    }
  }

  /// The mean clock rate of the processors in hertz, `scaling_cur_freq` in kHz; virtual machines have none.
  package var frequency: MachineReading<Double> {
    processors.flatMap { count in
      let rates = (0..<count).map { files.number("/sys/devices/system/cpu/cpu\($0)/cpufreq/scaling_cur_freq") }
      let values = rates.compactMap(\.value)
      guard !values.isEmpty else { return .failure(rates[0].absence ?? .incomparable) }
      return .success(values.reduce(0, +) / Double(values.count) * 1000)
    }
  }

  /// What chooses the clock rates of the first processors, each name once and sorted; virtual machines have none.
  package func governors(ofProcessors count: Int) -> MachineReading<[String]> {
    let names = (0..<count).map { files.line("/sys/devices/system/cpu/cpu\($0)/cpufreq/scaling_governor") }
    let kinds = Set(names.compactMap(\.value)).sorted()
    return kinds.isEmpty ? .failure(names.first?.absence ?? .incomparable) : .success(kinds)
  }

  /// Whether clock rates may exceed the nominal one: Intel's driver has the opposite, `no_turbo`.
  package var turbo: MachineReading<Bool> {
    let (intel, others) = (
      "/sys/devices/system/cpu/intel_pstate/no_turbo", "/sys/devices/system/cpu/cpufreq/boost"
    )
    if let noTurbo = files.line(intel).value { return Self.flag(noTurbo, in: intel).map { !$0 } }
    return files.line(others).flatMap { Self.flag($0, in: others) }
  }

  private static func flag(_ text: String, in path: String) -> MachineReading<Bool> {
    switch text {
    case "0": .success(false)
    case "1": .success(true)
    default: .failure(.malformed(path))
    }
  }

  /// What the kernel reads the time from, such as `tsc`.
  package var clockSource: MachineReading<String> {
    files.line("/sys/devices/system/clocksource/clocksource0/current_clocksource")
  }
}
