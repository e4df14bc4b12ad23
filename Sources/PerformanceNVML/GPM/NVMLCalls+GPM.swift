import CNVML

extension NVMLCalls {
  /// Whether the GPU supports GPM: Hopper and later, with driver 520 and later.
  package func supportsGPM(_ device: NVMLHandle) -> Reading<Bool> {
    ask(symbols.gpmSupport, of: device) { call in
      var support = cnvml_gpm_support()
      support.version = UInt32(CNVML_GPM_VERSION)
      return (call(device.pointer, &support), support.is_supported != 0)
    }
  }

  /// Takes a sample of a GPU or an instance. It must be released with `release`.
  package func gpmSample(of device: NVMLHandle) -> Reading<GPMSample> {
    switch supportsGPM(board(of: device)) {
    case .value(true): break
    case .value(false): return .unavailable("this GPU has no GPM: it came with Hopper")
    case .unavailable(let reason): return .unavailable(reason)
    case .invalid(let reason): return .invalid(reason)
    }
    return allocateGPMSample().flatMap { empty in
      let filled = fill(empty, of: device)
      if filled.value == nil { release(empty) }
      return filled.map { GPMSample(empty.pointer) }
    }
  }

  /// The activity of the GPU between two samples of it.
  package func activity(from first: GPMSample, to second: GPMSample, of device: NVMLHandle) -> GPUActivity {
    guard second.time >= first.time + GPMMetrics.shortestTime else {
      return GPUActivity(without: .unavailable("the two samples are less than 100 ms apart"))
    }
    let metrics: Reading<[Int: cnvml_gpm_metric]> = ask(symbols.gpmMetrics, of: device) { call in
      GPMMetrics.read(from: first, to: second, call)
    }
    func ratio(_ metric: Int) -> Reading<Double> {
      metrics.flatMap { metrics in
        guard let entry = metrics[metric] else { return .unavailable("metric \(metric) was not asked for") }
        let question = Question(function: symbols.gpmMetrics.name, device: device, subject: metric)
        return judge(NVMLCode(rawValue: entry.code), entry.value / 100, of: question)
      }.flatMap { $0.isFinite ? .value($0) : .unavailable("the driver gave no number for metric \(metric)") }
    }
    return GPUActivity(
      graphics: ratio(CNVML_GPM_GRAPHICS_UTILIZATION), sm: ratio(CNVML_GPM_SM_UTILIZATION),
      smOccupancy: ratio(CNVML_GPM_SM_OCCUPANCY), tensor: ratio(CNVML_GPM_TENSOR_UTILIZATION),
      dram: ratio(CNVML_GPM_DRAM_UTILIZATION))
  }

  /// Releases the memory of a sample.
  package func release(_ sample: GPMSample) {
    let _: Reading<Void> = ask(symbols.gpmFree) { call in (call(sample.pointer), ()) }
  }

  private func allocateGPMSample() -> Reading<GPMSample> {
    ask(symbols.gpmAllocate) { call in
      var sample: OpaquePointer?
      return (call(&sample), GPMSample(sample))
    }
  }

  private func fill(_ sample: GPMSample, of device: NVMLHandle) -> Reading<Void> {
    guard isMIGInstance(device) else {
      return ask(symbols.gpmSample, of: device) { call in (call(device.pointer, sample.pointer), ()) }
    }
    return gpuInstance(of: device).flatMap { instance in
      parent(ofInstance: device).flatMap { parent in
        ask(symbols.gpmInstanceSample, of: parent, about: Int(instance)) { call in
          (call(parent.pointer, instance, sample.pointer), ())
        }
      }
    }
  }
}
