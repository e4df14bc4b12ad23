/// Where a run took place.
public struct RunEnvironment: Hashable, Sendable, Codable {
  /// What exact metrics depend on.
  public var toolchain: ToolchainKey
  /// What times depend on besides.
  public var machine: MachineClass

  /// An environment from its parts.
  public init(toolchain: ToolchainKey, machine: MachineClass) {
    self.toolchain = toolchain
    self.machine = machine
  }
}
