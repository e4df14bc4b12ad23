import PerformanceBuild
import PerformanceRecords

extension Incomparability {
  /// How the baseline differs from this run, and what to do.
  package var text: String {
    switch self {
    case .machineClass(let recorded, let here): "recorded on \(recorded), this is \(here)"
    case .toolchain(let recorded, let here): "recorded with \(recorded), this is \(here)"
    case .methodology(let recorded, let here):
      "recorded with methodology \(recorded), measured with \(here); record again"
    case .instrument(let recorded, let here):
      "counted by \(recorded ?? "nothing special"), here by \(here ?? "nothing special"); record again"
    case .unaligned:
      "functions are not aligned in this build, so times depend on unrelated code; type "
        + "'\(PerftestCommand.prefix) gate' or '\(MeasuredBuild.testCommand)'"
    case .testableHere:
      "this build is testable, which disables optimisations; type '\(MeasuredBuild.testCommand)' or "
        + "'\(PerftestCommand.prefix) gate'"
    case .testableRecorded: "recorded from a testable build; record again"
    case .buildArguments(let recorded, let here):
      "recorded \(Self.text(of: recorded)), this is built \(Self.text(of: here)); give the same ones, or record again"
    case .gpu(let mismatch): mismatch.text + "; record again"
    case .gpuOfBase(let mismatch): mismatch.text
    case .other(let name): name
    }
  }

  private static func text(of buildArguments: [String]) -> String {
    buildArguments.isEmpty
      ? "without build arguments"
      : "with the build arguments '\(buildArguments.joined(separator: " ").shown(atMost: 200))'"
  }
}

extension GPUMismatch {
  /// Why numbers of the two GPUs cannot be compared.
  package var text: String {
    switch self {
    case .model(let recorded, let here): "recorded on \(recorded.text), this is \(here.text)"
    case .notRecorded: "recorded without naming its GPU"
    case .unknownHere: "the GPU here is not known"
    case .unknownDependence(let name):
      "only a newer perftest knows which GPUs have comparable numbers ('\(name.shown(atMost: 60))')"
    case .other(let name): name
    }
  }
}

extension GPUMismatch.Model {
  /// The board as its numbers are compared: `NVIDIA H200 (Hopper)`.
  fileprivate var text: String { architecture.isEmpty ? name : "\(name) (\(architecture))" }
}
