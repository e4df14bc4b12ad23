extension MetricDefinition {
  /// The families about the machine and the package's folders on it.
  static let machine = [
    hostInfo, cpus, cpuQuota, cpuBusy, cpuSteal, cpuFrequency, load, pressure, memoryUsed, residentMemory, diskUsed,
    diskOperations, networkBytes, stateBytes, cacheBytes,
  ]

  static let hostInfo = MetricDefinition(
    "perf_host", .info, labels: ["clock_source", "governor", "turbo"], from: .machine,
    help: "What the kernel reads the time from, what chooses clock rates, and whether they may exceed the nominal one.")
  static let cpus = MetricDefinition(
    "perf_host_cpus", .gauge, from: .machine, help: "Logical processors that are online.")
  static let cpuQuota = MetricDefinition(
    "perf_host_cpu_quota_cpus", .gauge, unit: "cpus", from: .machine,
    help: "Processors that the control group may use; absent without a limit.")
  static let cpuBusy = MetricDefinition(
    "perf_host_cpu_busy_ratio", .gauge, unit: "ratio", labels: ["kind"], from: .machine,
    help: "Share of all processors that was busy: kind=total, and kind=foreign without runs and this process.")
  static let cpuSteal = MetricDefinition(
    "perf_host_cpu_steal_ratio", .gauge, unit: "ratio", from: .machine,
    help: "Share of all processors that the hypervisor gave to other machines.")
  static let cpuFrequency = MetricDefinition(
    "perf_host_cpu_frequency_hertz", .gauge, unit: "hertz", from: .machine,
    help: "Mean clock rate of the processors; absent in virtual machines.")
  static let load = MetricDefinition(
    "perf_host_load_ratio", .gauge, unit: "ratio", from: .machine,
    help: "Load of the last minute for each processor.")
  static let pressure = MetricDefinition(
    "perf_host_pressure_ratio", .gauge, unit: "ratio", labels: ["resource"], from: .machine,
    help: "Share of the last ten seconds in which some process waited for the resource.")
  static let memoryUsed = MetricDefinition(
    "perf_host_memory_used_ratio", .gauge, unit: "ratio", from: .machine,
    help: "Share of the memory that programs cannot get any more.")
  static let residentMemory = MetricDefinition(
    "perf_process_resident_memory_bytes", .gauge, unit: "bytes", from: .machine,
    help: "Resident memory of runs that go on, their processes, and this process.")
  static let diskUsed = MetricDefinition(
    "perf_disk_used_ratio", .gauge, unit: "ratio", labels: ["path"], from: .machine,
    help: "Used share of the file system of a folder: the state, the builds, or temporary files.")
  static let diskOperations = MetricDefinition(
    "perf_host_disk_operations", .counter, labels: ["device", "direction"], from: .machine,
    help: "Reads and writes that a disk has completed since the machine started.")
  static let networkBytes = MetricDefinition(
    "perf_host_network_bytes", .counter, unit: "bytes", labels: ["direction", "interface"], from: .machine,
    help: "Bytes that a network interface has carried since it was created.")
  static let stateBytes = MetricDefinition(
    "perf_state_directory_bytes", .gauge, unit: "bytes", from: .machine,
    help: "Size of the package's state folder, builds included.")
  static let cacheBytes = MetricDefinition(
    "perf_cache_directory_bytes", .gauge, unit: "bytes", from: .machine,
    help: "Size of the builds in the state folder, which are made again where they are absent.")

  /// The families about the GPUs of the machine.
  static let gpu = [gpuUtilization, gpuMemory, gpuEnergy, gpuClock, gpuThrottle]

  static let gpuUtilization = MetricDefinition(
    "perf_host_gpu_utilization_ratio", .gauge, unit: "ratio", labels: ["gpu", "kind"], from: .gpu,
    help: "Share of the driver's last period in which the GPU, or its memory, was busy.")
  static let gpuMemory = MetricDefinition(
    "perf_host_gpu_memory_used_bytes", .gauge, unit: "bytes", labels: ["gpu"], from: .gpu,
    help: "Memory of the GPU in use.")
  static let gpuEnergy = MetricDefinition(
    "perf_host_gpu_energy_joules", .counter, unit: "joules", labels: ["gpu"], from: .gpu,
    help: "Energy of the board since the driver was loaded.")
  static let gpuClock = MetricDefinition(
    "perf_host_gpu_clock_hertz", .gauge, unit: "hertz", labels: ["gpu", "kind"], from: .gpu,
    help: "Clock rate of the GPU's multiprocessors, or of its memory.")
  static let gpuThrottle = MetricDefinition(
    "perf_host_gpu_throttle", .stateset, labels: ["gpu"], from: .gpu,
    help: "What holds the clocks of the GPU down.")
}
