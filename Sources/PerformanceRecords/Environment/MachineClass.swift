import PerformanceSystem

/// The properties that times depend on besides the toolchain: the model and the number of processors.
///
/// Never clock rates, host names or memory sizes: they differ between machines that measure the same.
package struct MachineClass: Equatable, Sendable, Codable {
  /// Such as `AuthenticAMD`.
  package var vendor: String
  /// The model name of the processor.
  package var name: String
  /// Family, model and stepping, such as `25.17.1`; empty where the system has none.
  package var model: String
  /// The logical processors the process may use.
  package var processors: Int
  /// Such as `KVM`; empty on bare metal.
  package var hypervisor: String

  package init(vendor: String, name: String, model: String, processors: Int, hypervisor: String) {
    self.vendor = vendor
    self.name = name
    self.model = model
    self.processors = processors
    self.hypervisor = hypervisor
  }

  /// The name of the folder that holds the times of this class.
  package var folderName: String {
    let processor = name.split(separator: " ").prefix(4).joined(separator: "-").lowercased()
    let parts = [
      processor.isEmpty ? vendor.lowercased() : processor, model, "\(processors)cpu", hypervisor.lowercased(),
    ]
    return FileName.safe(parts.filter { !$0.isEmpty }.joined(separator: "-"))
  }
}
