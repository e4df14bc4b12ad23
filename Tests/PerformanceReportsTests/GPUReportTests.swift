import PerformanceDiagnostics
import PerformanceNVML
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The JSON of GPUs")
struct GPUReportTests {
  private func json(_ content: GPUReport.Content) throws -> String {
    String(decoding: try PrettyJSON.encode(GPUReport(content)), as: UTF8.self)
  }

  @Test("Every reading is a value with its unit, or the reason for its absence")
  func readings() throws {
    let gpu = GPUSnapshot(
      index: 0, name: "NVIDIA H200", uuid: "GPU-1", pciBusID: "0000:19:00.0",
      answers: [
        .power: .value(.number(312.5)), .smClock: .unavailable("not supported"), .energy: .invalid("lost"),
        .performanceState: .value(.text("P0")), .mig: .value(.flag(false)), .throttleReasons: .value(.names(["idle"])),
        .processes: .value(.processes([.init(pid: 7, usedMemory: 100), .init(pid: 8)])),
      ])
    let selection = GPUReport.Selection.measured(uuid: "GPU-1", because: "it is the first", notes: ["CUDA hides it."])
    #expect(
      try json(.gpus([gpu], selection)) == """
        {
          "because": "it is the first",
          "gpus": [
            {
              "index": 0,
              "name": "NVIDIA H200",
              "pciBusID": "0000:19:00.0",
              "readings": {
                "energy": {
                  "invalid": "lost"
                },
                "mig": {
                  "value": false
                },
                "performanceState": {
                  "value": "P0"
                },
                "power": {
                  "unit": "W",
                  "value": 312.5
                },
                "processes": {
                  "value": [
                    {"pid": 7, "usedMemory": 100},
                    {"pid": 8}
                  ]
                },
                "smClock": {
                  "unavailable": "not supported"
                },
                "throttleReasons": {
                  "value": ["idle"]
                }
              },
              "uuid": "GPU-1"
            }
          ],
          "measured": "GPU-1",
          "notes": ["CUDA hides it."],
          "schema": "swift-performance-testing/gpu",
          "version": 1
        }

        """)
  }

  @Test("Where none is measured, the reason stands without a UUID")
  func notMeasured() throws {
    let text = try json(.gpus([Example.snapshot(0, instance: 5)], .none("PERFTEST_GPU is off.")))
    #expect(text.contains(#""because": "PERFTEST_GPU is off.""#))
    #expect(text.contains(#""instance": 5"#))
    #expect(!text.contains(#""measured""#))
  }

  @Test("Without a GPU, the problem and the remedy stand beside an empty list")
  func absent() throws {
    #expect(
      try json(.absent(problem: "There is none.", remedy: "Buy one.")) == """
        {
          "gpus": [],
          "problem": "There is none.",
          "remedy": "Buy one.",
          "schema": "swift-performance-testing/gpu",
          "version": 1
        }

        """)
  }

  @Test("Every reading has a name, a title and a unit of its own kind")
  func quantities() {
    #expect(Set(GPUQuantity.allCases.map(\.title)).count == GPUQuantity.allCases.count)
    for quantity in GPUQuantity.allCases { #expect(!quantity.title.isEmpty && quantity.title.count <= 24) }
    #expect(GPUQuantity.throttledByHeat.unit == .nanoseconds)
    #expect(GPUQuantity.mig.unit == nil)
  }
}
