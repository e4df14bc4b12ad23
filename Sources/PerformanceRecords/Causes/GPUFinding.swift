/// A change of the GPU that may have made a number worse without a change of the code.
package enum GPUFinding: Equatable, Sendable {
  /// Differences between the GPU of this run and that of the compared numbers.
  case differences([GPUDifference])
  /// The clock of the GPU is lower.
  case clock(GPUClockChange)
  /// Caveats of the sessions that are worse, without duplicates.
  case caveats([GPUCaveat])
  /// A finding of a newer version of this package.
  case other(String)
}

/// How the clock of a GPU and the cycles that the work took changed.
package enum GPUClockChange: Equatable, Sendable {
  /// The work took this share more cycles: 0.1 is 10 %.
  case moreCycles(Double)
  /// The clock was lower by this share, and the cycles are the same.
  case lowerClock(Double)
  /// A change of a newer version of this package.
  case other(String)
}

/// A difference between two GPUs of one model, or between two states of one.
package enum GPUDifference: Equatable, Sendable {
  /// Two boards, by the beginnings of their identifiers.
  case board(here: String, recorded: String)
  /// Two driver versions.
  case driver(here: String, recorded: String)
  /// Two power limits in watts.
  case powerLimit(here: Double, recorded: Double)
  /// Whether this board is partitioned, and the other one is not.
  case mig(isOn: Bool)
  /// Whether this board corrects memory errors, and the other one does not.
  case ecc(isOn: Bool)
  /// A difference of a newer version of this package.
  case other(String)
}

/// Why numbers of two GPUs cannot be compared.
package enum GPUMismatch: Equatable, Sendable {
  /// Two models of GPUs.
  case model(recorded: Model, here: Model)
  /// The GPU of the compared numbers is unknown.
  case notRecorded
  /// The GPU of this run is unknown.
  case unknownHere
  /// The ``GPUDependence`` of the metric is of a newer version of this package, with this name.
  case unknownDependence(String)
  /// A mismatch of a newer version of this package.
  case other(String)

  /// A model of GPUs: boards of one name and one architecture.
  package struct Model: Equatable, Sendable, Codable {
    /// The name, such as `NVIDIA H200`.
    package var name: String
    /// The architecture, such as `Hopper`; empty if unknown.
    package var architecture: String

    package init(name: String, architecture: String) {
      self.name = name
      self.architecture = architecture
    }
  }
}
