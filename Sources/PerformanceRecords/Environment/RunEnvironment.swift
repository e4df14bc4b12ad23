/// The toolchain and the machine of a run.
package struct RunEnvironment: Equatable, Sendable, Codable {
  /// The properties that exact metrics depend on.
  package var toolchain: ToolchainKey
  /// The further properties that times depend on.
  package var machine: MachineClass
  /// Whether functions are aligned as in a measured build; without that, times depend on unrelated code.
  package var isAligned: Bool

  package init(toolchain: ToolchainKey, machine: MachineClass, isAligned: Bool = true) {
    self.toolchain = toolchain
    self.machine = machine
    self.isAligned = isAligned
  }
}
