import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Sessions and baselines name the GPU of their numbers")
struct GPURecordTests {
  private let entry = Example.benchmark(on: Example.gpu, [Example.sampled([1.5], of: Example.energy)])

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try PrettyJSON.encode(value), as: UTF8.self)
  }

  @Test("An entry is read back with its GPU and the dependencies of its metrics")
  func entryRoundTrip() throws {
    let data = try PrettyJSON.encode(Example.document(entry))
    let read = try JSONDecoder().decode(BaselineDocument.self, from: data)
    #expect(read.benchmarks == [entry])
    #expect(read.benchmarks.first?.gpu == Example.gpu)
    #expect(read.benchmarks.first?.metrics.first?.metric.gpu == .board)
    #expect(try PrettyJSON.encode(read) == data)
  }

  @Test("An unknown property of a GPU has no key")
  func unknownProperties() throws {
    let bare = GPUEnvironment(name: "NVIDIA T4", uuid: "GPU-1", architecture: "Turing", driver: "580.1")
    let file = try text(bare)
    #expect(file.split(separator: ":").count == 5)
    #expect(try JSONDecoder().decode(GPUEnvironment.self, from: Data(file.utf8)) == bare)
  }

  @Test("Without a GPU no new key is written, and files without the keys are read")
  func withoutGPU() throws {
    let session = Example.session(on: nil, MetricReading(Example.wallClock, values: [1]))
    for file in [try text(session), try text(Example.document(Example.benchmark(Example.sampled([1]))))] {
      #expect(!file.contains("gpu") && !file.contains(#""judged""#))
    }
    let data = try JSONEncoder().encode(session)
    #expect(try JSONDecoder().decode(BenchmarkSession.self, from: data) == session)
  }

  @Test("A session is read back with its GPU and its caveats")
  func sessionRoundTrip() throws {
    let session = Example.session(
      caveats: [.throttled, .failed, .capped], repeated: true, MetricReading(Example.energy, values: [1.5]))
    let read = try JSONDecoder().decode(BenchmarkSession.self, from: JSONEncoder().encode(session))
    #expect(read == session && read.gpu?.environment == Example.gpu && read.gpu?.repeated == true)
    #expect(read.gpu?.caveats == [.throttled, .failed, .capped])
  }

  @Test(
    "The gravest caveat is the one that excuses most, and a note excuses nothing",
    arguments: [
      ([GPUCaveat.capped, .throttled, .failed], GPUCaveat.failed), ([.capped, .throttled], .throttled),
      ([.capped], nil),
      ([], nil),
    ] as [([GPUCaveat], GPUCaveat?)])
  func caveats(caveats: [GPUCaveat], gravest: GPUCaveat?) {
    #expect(GPUConditions(environment: Example.gpu, caveats: caveats).gravestCaveat == gravest)
  }

  @Test("A metric that is filed to explain another one stays unjudged")
  func unjudged() throws {
    let cycles = Example.sampled([1], of: Example.cycles)
    let read = try JSONDecoder().decode(BaselineMetric.self, from: PrettyJSON.encode(cycles))
    #expect(read == cycles && !read.metric.isJudged)
  }

  @Test(
    "The driver's branch is its first number",
    arguments: [("580.65.06", 580), ("535", 535), ("", nil), ("unknown", nil)] as [(String, Int?)])
  func driverBranch(driver: String, major: Int?) {
    var gpu = Example.gpu
    gpu.driver = driver
    #expect(gpu.driverMajor == major)
  }

  @Test(
    "A damaged GPU names its key and the problem",
    arguments: [
      (#""name": "NVIDIA H200""#, #""name": """#, "benchmarks[0].gpu.name", "is empty"),
      (#""uuid": "GPU-11111111-2222-3333-4444-555555555555""#, #""uuid": """#, "benchmarks[0].gpu.uuid", "is empty"),
      (#""driver": "580.65.06""#, #""drive": """#, "benchmarks[0].gpu.driver", "is missing"),
      (#""powerLimit": 700"#, #""powerLimit": 0"#, "benchmarks[0].gpu.powerLimit", "not above 0 and up to 1e6 watts"),
      (#""maximumSMClock": 1980"#, #""maximumSMClock": -1"#, "benchmarks[0].gpu.maximumSMClock", "megahertz"),
      (#""maximumMemoryClock": 3201"#, #""maximumMemoryClock": 1e9"#, "benchmarks[0].gpu.maximumMemoryClock", "is not"),
      (#""ecc": true"#, #""ecc": 1"#, "benchmarks[0].gpu.ecc", "expected true or false"),
      (#""gpu": "board""#, #""gpu": "all""#, "benchmarks[0].metrics[0].gpu", "is 'all', expected 'model' or 'board'"),
    ])
  func damagedGPU(old: String, new: String, key: String, problem: String) throws {
    let good = try text(Example.document(entry))
    try #require(good.contains(old))
    let folder = try TemporaryFolder()
    let file = try folder.write(good.replacingOccurrences(of: old, with: new), to: "a.json")
    let error = try #require(throws: InputError.self) { try BaselineStore.read(file) }
    #expect(error.key == key && error.problem.contains(problem) && error.remedy.contains("record again"))
  }
}
