/// Whether the instructions of a test's benchmarks are counted.
public struct InstructionCounting: Hashable, Sendable {
  /// Instructions are counted.
  public static let on = InstructionCounting(isOn: true)
  /// The benchmarks are excluded from the counting pass.
  public static let off = InstructionCounting(isOn: false)

  private let isOn: Bool
}
