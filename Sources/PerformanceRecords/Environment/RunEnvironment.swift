/// Where a run took place.
package struct RunEnvironment: Hashable, Sendable, Codable {
  /// What exact metrics depend on.
  package var toolchain: ToolchainKey
  /// What times depend on besides.
  package var machine: MachineClass

  /// An environment from its parts.
  package init(toolchain: ToolchainKey, machine: MachineClass) {
    self.toolchain = toolchain
    self.machine = machine
  }
}
