/// The state of the machine beside a run; readings that the machine does not have are `nil`.
package struct MachineState: Equatable, Sendable, Encodable {
  /// An amount of something limited, in bytes.
  package struct Usage: Equatable, Sendable, Encodable {
    package var used: Double
    package var total: Double

    package init(used: Double, total: Double) {
      self.used = used
      self.total = total
    }

    /// The part that is used, from 0 to 1.
    package var share: Double { total > 0 ? used / total : 0 }
  }

  /// A GPU.
  package struct GPU: Equatable, Sendable, Encodable {
    package var name: String
    /// The share of time in which it worked.
    package var busy: Double?
    package var memory: Usage?
    /// In degrees Celsius.
    package var temperature: Double?
    /// In watts.
    package var power: Double?

    package init(name: String) { self.name = name }
  }

  /// The number of logical processors.
  package var processors: Int?
  /// The share of all processors that ran processes.
  package var busy: Double?
  /// The share of all processors that ran processes of others than the runs and this observer.
  package var others: Double?
  /// The share of all processors that the hypervisor gave to other machines.
  package var stolen: Double?
  package var memory: Usage?
  /// The file system of the state folder.
  package var disk: Usage?
  /// The shares of the last ten seconds in which some process waited for a processor, for memory and for a disk.
  package var processorPressure: Double?
  package var memoryPressure: Double?
  package var diskPressure: Double?
  /// The mean clock rate of the processors in hertz.
  package var frequency: Double?
  package var gpus: [GPU] = []

  package init() {}
}
