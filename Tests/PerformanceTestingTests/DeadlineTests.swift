import PerformanceTesting
import Testing

@Suite("The deadline of a function")
struct DeadlineTests {
  private static let function = TestFunctionID(module: "M", suite: ["S"], test: "a()")

  private static func deadlines(
    _ setting: Double = 120, sample: Double? = nil, instructions: Double? = nil
  ) -> Deadlines {
    Deadlines(
      setting: setting, samples: sample.map { [function: $0] } ?? [:],
      instructions: instructions.map { [function: $0] } ?? [:])
  }

  @Test(
    "is the setting, or ten times a sample of the baseline",
    arguments: [(nil, 120), (0.002, 120), (4, 120), (12, 120), (60, 600)] as [(Double?, Double)])
  func session(sample: Double?, seconds: Double) {
    #expect(Self.deadlines(sample: sample).session(of: Self.function) == seconds)
  }

  @Test("may be set shorter, but long enough for a long body of the baseline")
  func shortSetting() {
    #expect(Self.deadlines(5, sample: 0.002).session(of: Self.function) == 5)
    #expect(Self.deadlines(5, sample: 6).session(of: Self.function) == 60)
    #expect(Self.deadlines(5, sample: 6).session(of: TestFunctionID(module: "M", suite: [], test: "b()")) == 5)
  }

  @Test(
    "for counting follows the instructions on file: half a minute for few, hours for a body of a minute",
    arguments: [(1000, 30), (27.9e6, 69.75), (100e6, 120), (1e9, 500), (200e9, 100_000)] as [(Double, Double)])
  func counting(instructions: Double, seconds: Double) {
    #expect(abs(Self.deadlines(instructions: instructions).counting(of: Self.function) - seconds) < 1e-6)
  }

  @Test("for counting is that of a session where nothing was counted before, and never longer than a short setting")
  func countingWithout() {
    #expect(Self.deadlines().counting(of: Self.function) == 120)
    #expect(Self.deadlines(sample: 60).counting(of: Self.function) == 600)
    #expect(Self.deadlines(5, instructions: 1000).counting(of: Self.function) == 5)
  }
}
