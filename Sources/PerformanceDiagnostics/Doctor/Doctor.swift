import PerformanceText

/// Checks whether a machine and a package can be measured, and suggests improvements.
package struct Doctor {
  let probe: DoctorProbe

  /// Creates a doctor for the environment of a probe.
  package init(_ probe: DoctorProbe) { self.probe = probe }

  /// The findings of all checks: the tools, the package, the machine, the system, the GPUs.
  package var findings: [DoctorFinding] {
    tools + packageFindings + machine + system + gpus
  }
}
