import Testing

/// The results of the kernels. Benchmarks alone would not detect wrong work.
@Suite("Kernels on the GPU", .needsCUDA)
struct GPUKernels {
  @Test("A copy has every word of its source and none behind it", arguments: [4, 1_020, 262_144])
  func copy(words: Int) throws {
    let device = try CUDA.device.get()
    let words = SplitMix64.integers(words, seed: 21).map { UInt32(truncatingIfNeeded: $0) }
    let source = try DeviceArray(repeating: words, on: device)
    let target = try DeviceArray(repeating: [UInt32](repeating: 7, count: words.count + 4), on: device)
    // Fewer threads than quads, so that each takes several, and more.
    try device.run(
      KernelLaunch(.copy, blocks: 3, threads: 64, source, target, UInt64(words.count / 4)))
    var copied = [UInt32](repeating: 0, count: target.count)
    try target.download(into: &copied)
    #expect(copied == words + [7, 7, 7, 7])
  }

  @Test("A chain of multiplications and additions gives what the processor gives, to the bit", arguments: [0, 1, 40])
  func chain(rounds: Int) throws {
    let device = try CUDA.device.get()
    var random = SplitMix64(seed: 22)
    let before = (0..<512).map { _ in Float.random(in: 0..<1, using: &random) }
    let numbers = try DeviceArray(repeating: before, on: device)
    try device.run(KernelLaunch(.square, blocks: 4, threads: 128, numbers, UInt64(rounds)))
    var after = before
    try numbers.download(into: &after)
    let expected = before.map { start in
      (0..<rounds * Kernel.stepsOfARound).reduce(start) { x, _ in Kernel.summand.addingProduct(x, x) }
    }
    #expect(after.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test("The sums of the blocks are the sum of the numbers", arguments: [1, 5, 300])
  func sum(blocks: Int) throws {
    let device = try CUDA.device.get()
    let numbers = SplitMix64.integers(65_540, seed: 23).map { UInt32(truncatingIfNeeded: $0) }
    let array = try DeviceArray(repeating: numbers, on: device)
    let sums = try DeviceArray<UInt64>(count: blocks, on: device)
    try device.run(
      KernelLaunch(
        .sum, blocks: blocks, threads: Kernel.sumThreads, array, UInt64(numbers.count / 4), sums))
    var partial = [UInt64](repeating: 0, count: blocks)
    try sums.download(into: &partial)
    #expect(partial.reduce(0, +) == numbers.reduce(0) { $0 + UInt64($1) })
  }

  @Test("A launch that cannot be is an error with its call, its number and a text")
  func impossibleLaunch() throws {
    let device = try CUDA.device.get()
    let launch = KernelLaunch(.sum, blocks: 1, threads: Kernel.sumThreads * 2, UInt64(0), UInt64(0), UInt64(0))
    let error = #expect(throws: CUDAError.self) { try device.run(launch) }
    #expect(error?.call == "cuLaunchKernel")
    #expect(error?.code != 0 && error?.text.isEmpty == false)
  }

  @Test("The first device has a name and an identity")
  func identity() throws {
    let device = try CUDA.device.get()
    #expect(!device.name.isEmpty)
    #expect(device.uuid.wholeMatch(of: /GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
  }
}
