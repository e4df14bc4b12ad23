import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("GPU numbers are compared with those of the same kind of GPU")
struct GPUComparabilityTests {
  private func changed(_ change: (inout GPUEnvironment) -> Void) -> GPUEnvironment {
    var gpu = Example.gpu
    change(&gpu)
    return gpu
  }

  private func differences(_ here: GPUEnvironment, _ dependence: GPUDependence = .model) -> [GPUDifference]? {
    let found = GPUComparability(here, with: Example.gpu, of: dependence)
    return if case .different(let differences) = found { differences } else { nil }
  }

  private func model(_ name: String, _ architecture: String) -> GPUMismatch.Model {
    GPUMismatch.Model(name: name, architecture: architecture)
  }

  @Test("Numbers of the same board in the same state are compared", arguments: [GPUDependence.model, .board])
  func sameBoard(of: GPUDependence) {
    #expect(GPUComparability(Example.gpu, with: Example.gpu, of: of) == .comparable)
  }

  @Test("Numbers of another name or architecture are not", arguments: [GPUDependence.model, .board])
  func otherModel(of: GPUDependence) {
    #expect(
      GPUComparability(Example.otherModel, with: Example.gpu, of: of)
        == .incomparable(.model(recorded: model("NVIDIA H200", "Hopper"), here: model("NVIDIA A100", "Ampere"))))
    let other = changed { $0.architecture = "Blackwell" }
    #expect(
      GPUComparability(other, with: Example.gpu, of: of)
        == .incomparable(.model(recorded: model("NVIDIA H200", "Hopper"), here: model("NVIDIA H200", "Blackwell"))))
  }

  @Test("Numbers whose dependence only a newer version knows are not compared, even on the same board")
  func unknownDependence() {
    #expect(
      GPUComparability(Example.gpu, with: Example.gpu, of: .other("rack"))
        == .incomparable(.unknownDependence("rack")))
  }

  @Test("Another board of the model compares memory, and is a difference for energy")
  func otherBoard() {
    #expect(GPUComparability(Example.otherBoard, with: Example.gpu, of: .model) == .comparable)
    #expect(
      differences(Example.otherBoard, .board) == [.board(here: "GPU-99999999", recorded: "GPU-11111111")])
  }

  @Test("Another driver branch, power limit, MIG or ECC mode are differences")
  func state() {
    let other = changed {
      ($0.driver, $0.powerLimit, $0.mig, $0.ecc) = ("595.10", 500, true, false)
    }
    #expect(
      differences(other) == [
        .driver(here: "595.10", recorded: "580.65.06"), .powerLimit(here: 500, recorded: 700), .mig(isOn: true),
        .ecc(isOn: false),
      ])
  }

  @Test("A minor driver, a power limit within 1 % and an unknown value are no difference")
  func smallDifferences() {
    let other = changed {
      ($0.driver, $0.powerLimit, $0.mig, $0.ecc) = ("580.95.05", 706, nil, nil)
      ($0.vbios, $0.persistence, $0.pcieLink, $0.cuda) = ("other", false, "gen 4 x16", nil)
    }
    #expect(GPUComparability(other, with: Example.gpu, of: .board) == .comparable)
    #expect(GPUComparability(changed { $0.powerLimit = nil }, with: Example.gpu, of: .board) == .comparable)
    #expect(differences(changed { $0.powerLimit = 708 }) == [.powerLimit(here: 708, recorded: 700)])
    #expect(differences(changed { $0.powerLimit = 692 }) == [.powerLimit(here: 692, recorded: 700)])
  }

  // MARK: - On file

  private func finder(on gpu: GPUEnvironment?) -> ComparisonFinder {
    var loaded = BaselineStore.Loaded()
    loaded.times = [
      Example.document(
        Example.benchmark(
          on: gpu,
          [
            Example.sampled(many(12, 100)), Example.sampled(many(12, 100), of: Example.energy),
            Example.sampled(many(12, 100), of: Example.memory), Example.sampled(many(12, 100), of: Example.cycles),
          ]))
    ]
    return ComparisonFinder(loaded: loaded, environment: Example.environment)
  }

  private func mismatch(_ comparison: Comparison) -> GPUMismatch? {
    if case .incomparable(.gpu(let mismatch)) = comparison { mismatch } else { nil }
  }

  @Test("An entry or a session without a GPU leaves its GPU numbers incomparable")
  func withoutGPU() {
    let nowhere = finder(on: nil).comparison(of: Example.memory, in: Example.id, gpus: [Example.gpu])
    #expect(mismatch(nowhere) == .notRecorded)
    let unknown = finder(on: Example.gpu).comparison(of: Example.memory, in: Example.id)
    #expect(mismatch(unknown) == .unknownHere)
  }

  @Test("Of several GPUs the one that differs most decides")
  func severalGPUs() {
    let finder = finder(on: Example.gpu)
    func comparison(_ gpus: GPUEnvironment...) -> Comparison {
      finder.comparison(of: Example.energy, in: Example.id, gpus: gpus)
    }
    #expect(comparison(Example.gpu) == .against(Example.sampled(many(12, 100), of: Example.energy)))
    guard case .against(_, let differences) = comparison(Example.gpu, Example.otherBoard), !differences.isEmpty else {
      Issue.record("no difference was found")
      return
    }
    #expect(mismatch(comparison(Example.gpu, Example.otherBoard, Example.otherModel)) != nil)
  }

  @Test("Times of a benchmark with a GPU on file depend on its model, where both sides know it")
  func times() {
    func comparison(_ onFile: GPUEnvironment?, _ here: [GPUEnvironment]) -> Comparison {
      finder(on: onFile).comparison(of: Example.wallClock, in: Example.id, gpus: here)
    }
    let onFile = Comparison.against(Example.sampled(many(12, 100)))
    #expect(mismatch(comparison(Example.gpu, [Example.otherModel])) != nil)
    #expect(comparison(Example.gpu, [Example.otherBoard]) == onFile)
    #expect(comparison(Example.gpu, []) == onFile && comparison(nil, [Example.otherModel]) == onFile)
  }

  @Test("An unjudged metric on file is neither missing nor a member of the family of verdicts")
  func unjudged() {
    let finder = finder(on: Example.gpu)
    #expect(finder.recorded[Example.id]?.contains(Example.cycles) == false)
    #expect(finder.recorded[Example.id]?.count == 3 && finder.sampledVerdicts == 3)
  }
}
