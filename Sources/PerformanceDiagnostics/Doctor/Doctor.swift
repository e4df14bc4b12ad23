import PerformanceText

/// Checks whether a machine and a package can be measured, and what would make it better.
package struct Doctor {
  let probe: DoctorProbe

  /// A doctor that looks through a probe.
  package init(_ probe: DoctorProbe) { self.probe = probe }

  /// Everything that was checked: the tools, the package, the machine, the system, the GPUs.
  package var findings: [DoctorFinding] {
    tools + packageFindings + machine + system + gpus
  }
}
