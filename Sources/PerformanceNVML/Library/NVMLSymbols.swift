import CNVML

/// All NVML functions in use, looked up once when the library is loaded.
///
/// The names are the exported ones: NVIDIA's header maps `nvmlInit` to `nvmlInit_v2` by a macro, and the plain name has
/// the behaviour of 2012. A function that a driver lacks only makes its readings unavailable.
struct NVMLSymbols {
  let driverVersion: NVMLFunction<cnvml_system_text>
  let nvmlVersion: NVMLFunction<cnvml_system_text>
  let cudaVersion: NVMLFunction<cnvml_system_int32>

  let deviceCount: NVMLFunction<cnvml_system_uint32>
  let deviceAtIndex: NVMLFunction<cnvml_device_at_index>
  let deviceOfUUID: NVMLFunction<cnvml_device_named>

  let name: NVMLFunction<cnvml_text>
  let uuid: NVMLFunction<cnvml_text>
  let vbios: NVMLFunction<cnvml_text>
  let architecture: NVMLFunction<cnvml_uint32>
  let persistence: NVMLFunction<cnvml_int32>
  let virtualization: NVMLFunction<cnvml_int32>
  let pciInfo: NVMLFunction<cnvml_pci>

  let migMode: NVMLFunction<cnvml_two_uint32>
  let isMIGInstance: NVMLFunction<cnvml_uint32>
  let migCapacity: NVMLFunction<cnvml_uint32>
  let migInstance: NVMLFunction<cnvml_device_in_device>
  let migParent: NVMLFunction<cnvml_device_of_device>
  let gpuInstance: NVMLFunction<cnvml_uint32>

  let totalEnergy: NVMLFunction<cnvml_uint64>
  let powerUsage: NVMLFunction<cnvml_uint32>
  let enforcedPowerLimit: NVMLFunction<cnvml_uint32>
  let defaultPowerLimit: NVMLFunction<cnvml_uint32>

  /// Driver 570 and later.
  let temperatureV: NVMLFunction<cnvml_temperature_get>
  let temperature: NVMLFunction<cnvml_uint32_of_kind>

  /// Driver 510 and later.
  let memoryV2: NVMLFunction<cnvml_memory_v2_get>
  let memory: NVMLFunction<cnvml_memory_get>

  let clock: NVMLFunction<cnvml_uint32_of_kind>
  let maximumClock: NVMLFunction<cnvml_uint32_of_kind>
  let performanceState: NVMLFunction<cnvml_int32>
  /// Driver 535 and later.
  let clocksEventReasons: NVMLFunction<cnvml_uint64>
  let clocksThrottleReasons: NVMLFunction<cnvml_uint64>

  let utilization: NVMLFunction<cnvml_utilization_get>
  let samples: NVMLFunction<cnvml_samples>
  let fieldValues: NVMLFunction<cnvml_field_values>

  let pcieGeneration: NVMLFunction<cnvml_uint32>
  let pcieWidth: NVMLFunction<cnvml_uint32>
  let pcieReplays: NVMLFunction<cnvml_uint32>

  let eccMode: NVMLFunction<cnvml_two_int32>
  let eccErrors: NVMLFunction<cnvml_ecc_errors>

  let computeProcesses: ProcessLists
  let graphicsProcesses: ProcessLists

  /// Driver 520 and later.
  let gpmSupport: NVMLFunction<cnvml_gpm_query>
  let gpmAllocate: NVMLFunction<cnvml_gpm_alloc>
  let gpmFree: NVMLFunction<cnvml_gpm_free>
  let gpmSample: NVMLFunction<cnvml_gpm_get>
  let gpmInstanceSample: NVMLFunction<cnvml_gpm_get_instance>
  let gpmMetrics: NVMLFunction<cnvml_gpm_metrics_get>

  let createEvents: NVMLFunction<cnvml_event_set_create>
  let freeEvents: NVMLFunction<cnvml_event_set_free>
  let registerEvents: NVMLFunction<cnvml_register_events>
  let waitForEvent: NVMLFunction<cnvml_event_set_wait>

  /// The list of one kind of processes, in its three versions.
  struct ProcessLists {
    /// Driver 510 and later.
    let v3: NVMLFunction<cnvml_processes>
    /// The layout of the elements in the third version.
    let v3Layout: ProcessLayout
    /// Driver 450 and later.
    let v2: NVMLFunction<cnvml_processes>
    let v1: NVMLFunction<cnvml_processes>
  }
}

extension NVMLSymbols {
  /// Looks all functions up in a library.
  init(in library: NVMLLibrary) {
    driverVersion = library.function("nvmlSystemGetDriverVersion")
    nvmlVersion = library.function("nvmlSystemGetNVMLVersion")
    // The first version needs no libcuda, which a container with only the `utility` capability lacks.
    cudaVersion = library.function("nvmlSystemGetCudaDriverVersion")

    deviceCount = library.function("nvmlDeviceGetCount_v2")
    deviceAtIndex = library.function("nvmlDeviceGetHandleByIndex_v2")
    deviceOfUUID = library.function("nvmlDeviceGetHandleByUUID")

    name = library.function("nvmlDeviceGetName")
    uuid = library.function("nvmlDeviceGetUUID")
    vbios = library.function("nvmlDeviceGetVbiosVersion")
    architecture = library.function("nvmlDeviceGetArchitecture")
    persistence = library.function("nvmlDeviceGetPersistenceMode")
    virtualization = library.function("nvmlDeviceGetVirtualizationMode")
    pciInfo = library.function("nvmlDeviceGetPciInfo_v3")

    migMode = library.function("nvmlDeviceGetMigMode")
    isMIGInstance = library.function("nvmlDeviceIsMigDeviceHandle")
    migCapacity = library.function("nvmlDeviceGetMaxMigDeviceCount")
    migInstance = library.function("nvmlDeviceGetMigDeviceHandleByIndex")
    migParent = library.function("nvmlDeviceGetDeviceHandleFromMigDeviceHandle")
    gpuInstance = library.function("nvmlDeviceGetGpuInstanceId")

    totalEnergy = library.function("nvmlDeviceGetTotalEnergyConsumption")
    powerUsage = library.function("nvmlDeviceGetPowerUsage")
    enforcedPowerLimit = library.function("nvmlDeviceGetEnforcedPowerLimit")
    defaultPowerLimit = library.function("nvmlDeviceGetPowerManagementDefaultLimit")
    temperatureV = library.function("nvmlDeviceGetTemperatureV")
    temperature = library.function("nvmlDeviceGetTemperature")
    memoryV2 = library.function("nvmlDeviceGetMemoryInfo_v2")
    memory = library.function("nvmlDeviceGetMemoryInfo")

    clock = library.function("nvmlDeviceGetClockInfo")
    maximumClock = library.function("nvmlDeviceGetMaxClockInfo")
    performanceState = library.function("nvmlDeviceGetPerformanceState")
    clocksEventReasons = library.function("nvmlDeviceGetCurrentClocksEventReasons")
    clocksThrottleReasons = library.function("nvmlDeviceGetCurrentClocksThrottleReasons")

    utilization = library.function("nvmlDeviceGetUtilizationRates")
    samples = library.function("nvmlDeviceGetSamples")
    fieldValues = library.function("nvmlDeviceGetFieldValues")

    pcieGeneration = library.function("nvmlDeviceGetCurrPcieLinkGeneration")
    pcieWidth = library.function("nvmlDeviceGetCurrPcieLinkWidth")
    pcieReplays = library.function("nvmlDeviceGetPcieReplayCounter")
    eccMode = library.function("nvmlDeviceGetEccMode")
    eccErrors = library.function("nvmlDeviceGetTotalEccErrors")

    computeProcesses = ProcessLists("nvmlDeviceGetComputeRunningProcesses", in: library)
    graphicsProcesses = ProcessLists("nvmlDeviceGetGraphicsRunningProcesses", in: library)

    gpmSupport = library.function("nvmlGpmQueryDeviceSupport")
    gpmAllocate = library.function("nvmlGpmSampleAlloc")
    gpmFree = library.function("nvmlGpmSampleFree")
    gpmSample = library.function("nvmlGpmSampleGet")
    gpmInstanceSample = library.function("nvmlGpmMigSampleGet")
    gpmMetrics = library.function("nvmlGpmMetricsGet")

    createEvents = library.function("nvmlEventSetCreate")
    freeEvents = library.function("nvmlEventSetFree")
    registerEvents = library.function("nvmlDeviceRegisterEvents")
    waitForEvent = library.function("nvmlEventSetWait_v2")
  }
}

extension NVMLSymbols.ProcessLists {
  fileprivate init(_ name: String, in library: NVMLLibrary) {
    v3 = library.function(name + "_v3")
    v3Layout = .ofThirdVersion(in: library)
    v2 = library.function(name + "_v2")
    v1 = library.function(name)
  }
}
