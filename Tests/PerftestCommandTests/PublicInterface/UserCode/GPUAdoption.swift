// What users of the GPU metrics write, compiled without access to the package.
import PerformanceGPU
import PerformanceNVML
import PerformanceTesting
import Testing

@Suite(.performance, .metrics(.wallClock, .gpu, .gpuEnergy, .gpuPCIe), .tolerance(.gpuMemory, .percent(5)))
struct KernelPerformance {
  @Test func multiply() {
    let result = measure { 3 * blackBox(4) }
    #expect(result[.gpuEnergy]?.mean ?? 0 >= 0)
  }
}

private func boards() async {
  do throws(GPUFailure) {
    for gpu in try await GPU.devices() {
      print(gpu.name, await gpu.power.value ?? 0, await gpu.clock(.sm).reason ?? "", await gpu.memory.value?.used ?? 0)
    }
  } catch {
    print(error.problem, error.remedy)
  }
}
