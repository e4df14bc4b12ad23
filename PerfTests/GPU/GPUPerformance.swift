import PerformanceGPU
import PerformanceTesting
import Testing

/// Work on a GPU through CUDA's driver: each body ends when the device has ended.
///
/// A regression means that the driver or the device does the same work slower: nothing here but the launch is compiled
/// by Swift. So these show whether the harness measures a GPU well. Work of the processor has no window of the GPU, which
/// takes seconds of each session.
@Suite(.needsCUDA, .performance, .metrics(.wallClock))
struct GPUPerformance {
  /// One warp with next to nothing to do: what a launch and the wait for it cost.
  @Test func launch() throws {
    let device = try CUDA.device.get()
    let numbers = try DeviceArray<Float>(repeating: [Float](repeating: 0.5, count: 32), on: device)
    let launch = KernelLaunch(.square, blocks: 1, threads: 32, numbers, UInt64(0))
    try measure { try device.run(launch) }
  }

  /// Four times the cache of any GPU so far, so that the memory is measured.
  @Test(.metrics(.wallClock, .gpu, .gpuActivity)) func copyOnTheDevice() throws {
    let device = try CUDA.device.get()
    let source = try DeviceArray(repeating: Self.pattern, times: 256, on: device)
    let target = try DeviceArray<UInt32>(count: source.count, on: device)
    let launch = KernelLaunch(.copy, blocks: 2_048, source, target, UInt64(source.count / 4))
    // Every byte is read and written.
    try measure(throughput: .bytes(2 * source.bytes)) { try device.run(launch) }
  }

  /// A million threads with a chain of multiplications and additions each, of which every one needs the last.
  ///
  /// All that the device can do for as long as the window is: what its energy is judged by.
  @Test(.metrics(.wallClock, .gpuEnergy, .gpu, .gpuActivity)) func chain() throws {
    let device = try CUDA.device.get()
    let chain = try Chain(on: device)
    try measure(throughput: .elements(chain.steps)) { try device.run(chain.launch) }
  }

  @Test(.metrics(.wallClock, .gpu)) func sum() throws {
    let device = try CUDA.device.get()
    let numbers = try DeviceArray(repeating: Self.pattern, times: 256, on: device)
    let sums = try DeviceArray<UInt64>(count: 1_024, on: device)
    let launch = KernelLaunch(
      .sum, blocks: sums.count, threads: Kernel.sumThreads, numbers, UInt64(numbers.count / 4), sums)
    var partial = [UInt64](repeating: 0, count: sums.count)
    try measure(throughput: .bytes(numbers.bytes)) {
      try device.run(launch)
      try sums.download(into: &partial)
      return partial.reduce(0, &+)
    }
  }

  /// Over the bus, from memory that is not pinned.
  @Test(.metrics(.wallClock, .gpu, .gpuPCIe)) func uploadAndDownload() throws {
    let device = try CUDA.device.get()
    var numbers = Array(repeating: Self.pattern, count: 16).flatMap { $0 }
    let array = try DeviceArray<UInt32>(count: numbers.count, on: device)
    try measure(throughput: .bytes(2 * array.bytes)) {
      try array.upload(numbers)
      try array.download(into: &numbers)
    }
  }

  @Test func allocateAndFree() throws {
    let device = try CUDA.device.get()
    try measure { try device.free(device.allocate(bytes: 64 << 20)) }
  }

  /// A megabyte of numbers in no order.
  private static let pattern = SplitMix64.integers(262_144).map { UInt32(truncatingIfNeeded: $0) }
}

/// The chain of ``Kernel/square`` that the benchmark runs, and by which the energy of an iteration is found.
struct Chain {
  private static let blocks = 4_096
  private static let rounds = 2_048
  let launch: KernelLaunch

  init(on device: CUDADevice) throws {
    var random = SplitMix64(seed: 12)
    let numbers = try DeviceArray(
      repeating: (0..<Self.blocks * 256).map { _ in Float.random(in: 0..<1, using: &random) }, on: device)
    launch = KernelLaunch(.square, blocks: Self.blocks, numbers, UInt64(Self.rounds))
  }

  /// The multiplications and additions of one launch, each pair counted once.
  var steps: Int { Self.blocks * 256 * Self.rounds * Kernel.stepsOfARound }
}
