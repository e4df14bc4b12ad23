import PerformanceRecords

/// Whether numbers of one GPU can be compared with those of another, or of the same one in another state.
package enum GPUComparability: Hashable, Sendable {
  /// They can.
  case comparable
  /// A worse number may come of what differs, and not of the code.
  case doubtful(String)
  /// They mean different things.
  case incomparable(String)

  /// How much two power limits may differ before they are two.
  private static let powerLimitTolerance = 0.01

  /// Compares the GPU here with the one whose numbers are on file.
  package init(_ here: GPUEnvironment, with onFile: GPUEnvironment, of dependence: GPUDependence) {
    guard here.name == onFile.name, here.architecture == onFile.architecture else {
      self = .incomparable("recorded on \(onFile.model), this is \(here.model)")
      return
    }
    let differences = Self.differences(here, onFile, dependence)
    self =
      differences.isEmpty
      ? .comparable : .doubtful("other than when the baseline was recorded, \(differences.joined(separator: ", "))")
  }

  /// What is unknown on one side is no difference.
  private static func differences(
    _ here: GPUEnvironment, _ onFile: GPUEnvironment, _ dependence: GPUDependence
  ) -> [String] {
    var differences: [String] = []
    if dependence == .board, here.uuid != onFile.uuid {
      differences.append("this is \(here.shortUUID) and not \(onFile.shortUUID), and boards of one model differ")
    }
    if let now = here.driverMajor, let then = onFile.driverMajor, now != then {
      differences.append("the driver is \(here.driver) and not \(onFile.driver)")
    }
    if let now = here.powerLimit, let then = onFile.powerLimit, abs(now - then) > then * powerLimitTolerance {
      differences.append("the power limit is \(watts(now)) and not \(watts(then))")
    }
    differences += [("MIG", here.mig, onFile.mig), ("ECC", here.ecc, onFile.ecc)].compactMap { name, now, then in
      guard let now, let then, now != then else { return nil }
      return "\(name) is \(now ? "on" : "off")"
    }
    return differences
  }

  private static func watts(_ watts: Double) -> String { "\((watts * 10).rounded() / 10) W" }
}

extension GPUComparability {
  /// What the GPUs here make of the numbers of a metric that are on file: the worst of each with its own.
  /// - Parameters:
  ///   - here: the GPUs that the sessions were drawn on.
  ///   - onFile: the GPU of the numbers that they are compared with.
  init(_ metric: MetricDescription, on here: Set<GPUEnvironment>, with onFile: GPUEnvironment?) {
    guard let dependence = metric.dependence(besides: onFile) else {
      self = .comparable
      return
    }
    guard let onFile else {
      self = .incomparable("recorded without a word of the GPU")
      return
    }
    guard !here.isEmpty else {
      // A time without a GPU beside it is of a process that was not asked for GPU metrics.
      self = metric.gpu == nil ? .comparable : .incomparable("the GPU here is not known")
      return
    }
    let all = here.sorted { $0.uuid < $1.uuid }.map { GPUComparability($0, with: onFile, of: dependence) }
    self = all.first(where: \.isIncomparable) ?? all.first { $0 != .comparable } ?? .comparable
  }

  /// Why a worse number may still be no regression; `nil` where it is one, or cannot be compared.
  var caveat: String? { if case .doubtful(let caveat) = self { caveat } else { nil } }

  private var isIncomparable: Bool { if case .incomparable = self { true } else { false } }
}

extension GPUEnvironment {
  /// The board as its numbers are compared: `NVIDIA H200 (Hopper)`.
  fileprivate var model: String { architecture.isEmpty ? name : "\(name) (\(architecture))" }
}

extension MetricDescription {
  /// With which GPUs the numbers of a metric can be compared, in a benchmark whose GPU is on file: times and memory of
  /// the host depend on its model as well.
  package func dependence(besides onFile: GPUEnvironment?) -> GPUDependence? {
    gpu ?? (kind == .sampled && onFile != nil ? .model : nil)
  }
}
