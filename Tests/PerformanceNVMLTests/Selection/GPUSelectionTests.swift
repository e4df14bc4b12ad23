import PerformanceGPU
import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import Testing

@Suite("PERFTEST_GPU selects a GPU")
struct GPUSelectionTests {
  static let gpus = [
    GPUCandidate(index: 0, uuid: "GPU-aaaa1111-0000"), GPUCandidate(index: 1, uuid: "GPU-aaaa2222-0000"),
  ]

  @Test("Without it the only GPU is measured, without a note")
  func onlyGPU() throws {
    let selection = try choose([:], among: [Self.gpus[0]])
    #expect(selection == .chosen(ChosenGPU(device: .init(gpu: Self.gpus[0], instance: nil))))
    #expect(try choose(["PERFTEST_GPU": ""], among: [Self.gpus[0]]) == selection)
    #expect(try choose(["PERFTEST_GPU": "auto"], among: [Self.gpus[0]]) == selection)
    #expect(try choose(["PERFTEST_GPU": "required"], among: [Self.gpus[0]]) == selection)
  }

  @Test("Of several the first that CUDA sees is measured, with a note")
  func severalGPUs() throws {
    let chosen = try #require(try chosen(["CUDA_VISIBLE_DEVICES": "1,0", "CUDA_DEVICE_ORDER": "PCI_BUS_ID"]))
    #expect(chosen.uuid == "GPU-aaaa2222-0000")
    #expect(
      chosen.notes.map(\.sentence) == [
        "2 GPUs are visible, and the first one is measured: GPU 1 (GPU-aaaa2222-0000). Name another one in PERFTEST_GPU."
      ])
    #expect(chosen.notes.allSatisfy { $0.severity == .note })
  }

  @Test("CUDA's own order of several GPUs gives a note", arguments: [nil, "FASTEST_FIRST"])
  func cudaOrder(order: String?) throws {
    let orders = order.map { ["CUDA_DEVICE_ORDER": $0] } ?? [:]
    let environment = orders.merging(["CUDA_VISIBLE_DEVICES": "0"]) { $1 }
    let note = try #require(try chosen(environment)?.notes.first?.sentence)
    #expect(note.contains("CUDA may number the 2 GPUs of this machine in another order"))
    #expect(note.hasSuffix("Set CUDA_DEVICE_ORDER=PCI_BUS_ID."))
    #expect(try chosen(orders.merging(["CUDA_VISIBLE_DEVICES": "GPU-aaaa1"]) { $1 })?.notes == [])
    #expect(try chosen(environment, among: [Self.gpus[0]])?.notes == [])
  }

  @Test("Switched off it reads no GPU")
  func off() throws {
    let request = try GPURequest(environment: ["PERFTEST_GPU": "off"])
    var asked = 0
    let selection = try GPUSelection(request, environment: [:]) { () throws(NVMLFailure) in
      asked += 1
      return Self.gpus
    }
    #expect(selection == .off)
    #expect(asked == 0)
  }

  @Test("A UUID or its beginning selects a GPU, in upper or lower case")
  func uuid() throws {
    for name in ["GPU-aaaa2222-0000", "GPU-aaaa2", "GPU-AAAA2"] {
      #expect(try chosen(["PERFTEST_GPU": name])?.device.gpu.index == 1)
    }
    let divided = [GPUCandidate(index: 0, uuid: "GPU-bbbb", instances: ["MIG-1111", "MIG-2222"])]
    #expect(try chosen(["PERFTEST_GPU": "MIG-2"], among: divided)?.uuid == "MIG-2222")
    #expect(try chosen(["PERFTEST_GPU": "GPU-b"], among: divided)?.uuid == "GPU-bbbb")
    #expect(try chosen([:], among: divided)?.uuid == "MIG-1111")
  }

  @Test("A GPU that CUDA does not see gives a note")
  func hiddenFromCUDA() throws {
    let chosen = try #require(try chosen(["PERFTEST_GPU": "GPU-aaaa2", "CUDA_VISIBLE_DEVICES": "0"]))
    #expect(chosen.notes.map(\.sentence) == ["CUDA_VISIBLE_DEVICES hides the GPU that PERFTEST_GPU names from CUDA."])
  }

  @Test(
    "An invalid value is an error that lists the valid ones",
    arguments: ["on", "0", "Required", "GPU", "aaaa1111"])
  func invalidValue(value: String) throws {
    let error = try #require(throws: InputError.self) { try GPURequest(environment: ["PERFTEST_GPU": value]) }
    #expect(error.file == "environment variable PERFTEST_GPU")
    #expect(error.problem == "has the value '\(value)'")
    #expect(
      error.remedy == "Allowed: auto, off, required, and the UUID of a GPU or the beginning of one (GPU-… or MIG-…).")
  }

  @Test(
    "A UUID of no GPU or of several is an error that lists the GPUs",
    arguments: [("GPU-cccc", "which is no GPU of this machine"), ("GPU-aaaa", "which fits 2 GPUs of this machine")])
  func ambiguousUUID(uuid: String, problem: String) throws {
    let error = try #require(throws: InputError.self) { try choose(["PERFTEST_GPU": uuid]) }
    #expect(error.problem == "names \(uuid), \(problem)")
    #expect(error.remedy.hasSuffix("(here: GPU-aaaa1111-0000, GPU-aaaa2222-0000)."))
  }

  static let absences: [NVMLFailure] = [.noDevice, .libraryNotFound("no such file"), .notStarted(code: 18)]

  @Test("A missing GPU is no error, unless one is demanded", arguments: absences)
  func noGPU(failure: NVMLFailure) throws {
    #expect(try choose([:], failure) == .none("\(failure.problem) \(failure.remedy)"))
    for value in ["required", "GPU-aaaa1"] {
      let error = try #require(throws: InputError.self) { try choose(["PERFTEST_GPU": value], failure) }
      #expect(error.problem == "demands a GPU, and there is none to measure: \(failure.problem.dropLast())")
      #expect(error.remedy == "\(failure.remedy) With PERFTEST_GPU=auto the run does without.")
    }
  }

  @Test("Hidden GPUs count as absent")
  func allHidden() throws {
    let hidden = ["CUDA_VISIBLE_DEVICES": ""]
    #expect(
      try choose(hidden)
        == .none("CUDA_VISIBLE_DEVICES hides every GPU of this machine. Unset it, or let it name one of them."))
    let error = try #require(throws: InputError.self) {
      try choose(hidden.merging(["PERFTEST_GPU": "required"]) { $1 })
    }
    #expect(error.problem.hasSuffix("CUDA_VISIBLE_DEVICES hides every GPU of this machine"))
    #expect(try choose([:], among: []) == choose([:], .noDevice))
  }

  @Test("The lock of a board has its own file name without special characters")
  func lockName() {
    #expect(
      GPULockFile.url(uuid: "GPU-aaaa1111-0000").path
        == "/tmp/swift-performance-testing-GPU-aaaa1111-0000.lock")
    let odd = GPULockFile.url(uuid: "MIG-GPU-aaaa/1/0\n..")
    #expect(odd.deletingLastPathComponent().path == "/tmp")
    #expect(odd != GPULockFile.url(uuid: "MIG-GPU-aaaa/1/1\n.."))
  }

  private func choose(
    _ environment: [String: String], among gpus: [GPUCandidate] = Self.gpus
  ) throws -> GPUSelection {
    try GPUSelection(GPURequest(environment: environment), environment: environment) { () throws(NVMLFailure) in gpus }
  }

  private func choose(_ environment: [String: String], _ failure: NVMLFailure) throws -> GPUSelection {
    try GPUSelection(GPURequest(environment: environment), environment: environment) {
      () throws(NVMLFailure) in throw failure
    }
  }

  private func chosen(
    _ environment: [String: String], among gpus: [GPUCandidate] = Self.gpus
  ) throws -> ChosenGPU? {
    guard case .chosen(let gpu) = try choose(environment, among: gpus) else { return nil }
    return gpu
  }
}
