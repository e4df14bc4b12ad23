/// Where a run took place.
package struct RunEnvironment: Hashable, Sendable, Codable {
  /// What exact metrics depend on.
  package var toolchain: ToolchainKey
  /// What times depend on besides.
  package var machine: MachineClass
  /// Whether functions are aligned as in a measured build; without that, times depend on unrelated code.
  package var isAligned: Bool

  /// An environment from its parts.
  package init(toolchain: ToolchainKey, machine: MachineClass, isAligned: Bool = true) {
    self.toolchain = toolchain
    self.machine = machine
    self.isAligned = isAligned
  }
}
