import PerformanceMeasurement

/// The form of a `measure` call.
package struct MeasureForm: Sendable {
  /// The amount that one iteration processes.
  package var throughput: Throughput?
  /// The bodies that are measured.
  package var bodies: MeasuredBodies

  package init(throughput: Throughput? = nil, bodies: MeasuredBodies = .one) {
    self.throughput = throughput
    self.bodies = bodies
  }

  /// The settings of one run of each body.
  package var singleRun: SessionSettings {
    switch bodies {
    case .one: .singleRun
    case .two: .singleRunOfBoth
    }
  }
}

/// The bodies of a `measure` call.
@usableFromInline
package enum MeasuredBodies: Sendable {
  /// A body alone.
  case one
  /// A body, and the reference that it is measured beside.
  case two
}
