extension MachineReader {
  /// The number of processors that a control group may use: the smallest limit on the path to the root, since the limits
  /// of parent groups apply to a container, too. ``MachineAbsence/unlimited`` where there is none.
  package var quota: MachineReading<Double> {
    (quotasOfVersion2 + quotasOfVersion1).min().map { .success($0) } ?? .failure(.unlimited)
  }

  /// `cpu.max` has the form `quota period` or `max period`, in microseconds.
  private var quotasOfVersion2: [Double] {
    let own = files.read("/proc/self/cgroup")?.split(separator: "\n").first { $0.hasPrefix("0::/") }
    var parts = own.map { $0.dropFirst("0::/".count).split(separator: "/").map { String($0) } } ?? []
    var quotas: [Double] = []
    while true {
      let path = (["/sys/fs/cgroup"] + parts + ["cpu.max"]).joined(separator: "/")
      let fields = files.line(path).value?.split(separator: " ") ?? []
      if fields.count == 2, let quota = MachineFiles.number(fields[0]), quota > 0,
        let period = MachineFiles.number(fields[1]), period > 0
      {
        quotas.append(quota / period)
      }
      guard !parts.isEmpty else { return quotas }
      parts.removeLast()
    }
  }

  private var quotasOfVersion1: [Double] {
    guard let quota = files.number("/sys/fs/cgroup/cpu/cpu.cfs_quota_us").value, quota > 0,
      let period = files.number("/sys/fs/cgroup/cpu/cpu.cfs_period_us").value, period > 0
    else { return [] }
    return [quota / period]
  }
}
