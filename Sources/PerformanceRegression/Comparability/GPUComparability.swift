import PerformanceRecords

/// Whether numbers of one GPU can be compared with those of another, or of the same GPU in another state.
package enum GPUComparability: Equatable, Sendable {
  /// Comparable without reservation.
  case comparable
  /// Comparable, but these differences may have made a number worse.
  case different([GPUDifference])
  /// Not comparable.
  case incomparable(GPUMismatch)

  /// Compares the GPU here with that of a baseline.
  package init(_ here: GPUEnvironment, with onFile: GPUEnvironment, of dependence: GPUDependence) {
    if case .other(let name) = dependence {
      self = .incomparable(.unknownDependence(name.text))
      return
    }
    guard here.name == onFile.name, here.architecture == onFile.architecture else {
      self = .incomparable(.model(recorded: onFile.model, here: here.model))
      return
    }
    let differences = Self.differences(here, onFile, dependence)
    self = differences.isEmpty ? .comparable : .different(differences)
  }

  /// The differences; an unknown value is not a difference.
  private static func differences(
    _ here: GPUEnvironment, _ onFile: GPUEnvironment, _ dependence: GPUDependence
  ) -> [GPUDifference] {
    var differences: [GPUDifference] = []
    if dependence == .board, here.uuid != onFile.uuid {
      differences.append(.board(here: here.shortUUID, recorded: onFile.shortUUID))
    }
    if let now = here.driverMajor, let then = onFile.driverMajor, now != then {
      differences.append(.driver(here: here.driver, recorded: onFile.driver))
    }
    if let now = here.powerLimit, let then = onFile.powerLimit, abs(now - then) > then * GPURule.samePowerLimit {
      differences.append(.powerLimit(here: now, recorded: then))
    }
    if let now = here.mig, let then = onFile.mig, now != then { differences.append(.mig(isOn: now)) }
    if let now = here.ecc, let then = onFile.ecc, now != then { differences.append(.ecc(isOn: now)) }
    return differences
  }
}

extension GPUComparability {
  /// The comparability of a metric's numbers with those of a baseline: the worst over the GPUs of the sessions.
  /// - Parameters:
  ///   - here: the GPUs of the sessions.
  ///   - onFile: the GPU of the reference numbers.
  init(_ metric: MetricDescription, on here: [GPUEnvironment], with onFile: GPUEnvironment?) {
    guard let dependence = metric.dependence(besides: onFile) else {
      self = .comparable
      return
    }
    guard let onFile else {
      self = .incomparable(.notRecorded)
      return
    }
    guard !here.isEmpty else {
      // A time without a GPU comes from a process without GPU metrics.
      self = metric.gpu == nil ? .comparable : .incomparable(.unknownHere)
      return
    }
    let all = here.sorted { $0.uuid < $1.uuid }.map { GPUComparability($0, with: onFile, of: dependence) }
    self = all.first(where: \.isIncomparable) ?? all.first { $0 != .comparable } ?? .comparable
  }

  /// Differences that may have made a number worse; empty where there are none, or the numbers cannot be compared.
  var differences: [GPUDifference] { if case .different(let differences) = self { differences } else { [] } }

  private var isIncomparable: Bool { if case .incomparable = self { true } else { false } }
}

extension GPUEnvironment {
  /// The model of the board, which decides comparability.
  fileprivate var model: GPUMismatch.Model { GPUMismatch.Model(name: name, architecture: architecture) }
}

extension MetricDescription {
  /// The GPUs whose numbers of the metric can be compared, in a benchmark whose baseline has a GPU: times and memory of
  /// the host depend on its model as well.
  package func dependence(besides onFile: GPUEnvironment?) -> GPUDependence? {
    gpu ?? (kind == .sampled && onFile != nil ? .model : nil)
  }
}
