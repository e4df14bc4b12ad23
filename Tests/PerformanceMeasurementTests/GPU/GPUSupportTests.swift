import PerformanceMeasurement
import PerformanceSystem
import Testing

@Suite("The GPU support that a bundle may link")
struct GPUSupportTests {
  @Test("A demand without support is an error that names the product to add", arguments: ["required", "GPU-0"])
  func demandWithoutSupport(_ demand: String) throws {
    let error = try #require(throws: InputError.self) {
      try GPUSupport.checkDemand(of: ["PERFTEST_GPU": demand], support: nil)
    }
    #expect(error.file == "environment variable PERFTEST_GPU")
    #expect(error.remedy.contains("Add the product PerformanceGPU to a test target and import it"))
  }

  @Test("A bundle without support and without a demand has no error")
  func noDemand() throws {
    try GPUSupport.checkDemand(of: [:], support: nil)
    try GPUSupport.checkDemand(of: ["PERFTEST_GPU": "off"], support: nil)
  }

  @Test("A value with no meaning is an error with and without support")
  func nonsense() {
    #expect(throws: InputError.self) { try GPUSupport.checkDemand(of: ["PERFTEST_GPU": "nonsense"], support: nil) }
    #expect(throws: InputError.self) { try GPUSupport.checkDemand(of: ["PERFTEST_GPU": "nonsense"]) }
  }

  @Test("With support the environment decides")
  func support() throws {
    let support = GPUSupport { environment throws(InputError) in
      throw InputError(file: environment["FILE"] ?? "", problem: "p", remedy: "r")
    }
    let error = try #require(throws: InputError.self) {
      try GPUSupport.checkDemand(of: ["FILE": "f"], support: support)
    }
    #expect(error.file == "f")
  }
}
