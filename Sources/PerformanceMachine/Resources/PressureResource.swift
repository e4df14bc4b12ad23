/// What processes wait for, in the kernel's accounting of pressure stalls.
package enum PressureResource: String, CaseIterable, Sendable {
  case cpu, memory, io
}

extension MachineReader {
  /// The share of the last ten seconds in which some process waited for a resource, from 0 to 1.
  ///
  /// `some avg10=1.25 avg60=…`, in percent (kernel documentation, accounting/psi). Absent from kernels without it, and
  /// refused in some containers.
  package func pressure(on resource: PressureResource) -> MachineReading<Double> {
    let path = "/proc/pressure/\(resource.rawValue)"
    return files.line(path).flatMap { line in
      let fields = line.split(separator: " ")
      guard fields.first == "some",
        let percent = fields.first(where: { $0.hasPrefix("avg10=") })?.dropFirst("avg10=".count),
        let share = MachineFiles.number(percent).map({ $0 / 100 }), share <= 1
      else { return .failure(.malformed(path)) }
      return .success(share)
    }
  }
}
