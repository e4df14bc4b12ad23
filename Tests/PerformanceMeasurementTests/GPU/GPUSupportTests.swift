import PerformanceMeasurement
import PerformanceSystem
import Testing

@Suite("The support for GPUs that a bundle may link")
struct GPUSupportTests {
  @Test("Without it a demand is an error that names the product to add", arguments: ["required", "GPU-0"])
  func demandWithoutSupport(_ demand: String) throws {
    let error = try #require(throws: InputError.self) {
      try GPUSupport.meetDemand(of: ["PERFTEST_GPU": demand], support: nil)
    }
    #expect(error.file == "environment variable PERFTEST_GPU")
    #expect(error.remedy.contains("Add the product PerformanceGPU to a test target and import it"))
  }

  @Test("Without it and without a demand nothing is wrong")
  func noDemand() throws {
    try GPUSupport.meetDemand(of: [:], support: nil)
    try GPUSupport.meetDemand(of: ["PERFTEST_GPU": "off"], support: nil)
  }

  @Test("A value that means nothing is an error with and without it")
  func nonsense() {
    #expect(throws: InputError.self) { try GPUSupport.meetDemand(of: ["PERFTEST_GPU": "nonsense"], support: nil) }
    #expect(throws: InputError.self) { try GPUSupport.meetDemand(of: ["PERFTEST_GPU": "nonsense"]) }
  }

  @Test("It decides what the environment demands")
  func support() throws {
    let support = GPUSupport { environment throws(InputError) in
      throw InputError(file: environment["FILE"] ?? "", problem: "p", remedy: "r")
    }
    let error = try #require(throws: InputError.self) {
      try GPUSupport.meetDemand(of: ["FILE": "f"], support: support)
    }
    #expect(error.file == "f")
  }
}
