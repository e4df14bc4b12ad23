/// All readings of a GPU, or of an instance of a GPU that MIG has divided, at one time.
package struct GPUSnapshot: Hashable, Sendable {
  /// A reading: a value, or the reason why there is none.
  package enum Answer: Hashable, Sendable {
    case value(Value)
    /// There is no such number; one sentence without its full stop.
    case unavailable(String)
    /// No number of the GPU is valid; one sentence without its full stop.
    case invalid(String)
  }

  /// The value of a quantity, by its type.
  package enum Value: Hashable, Sendable {
    /// A number in the unit of the quantity.
    case number(Double)
    case text(String)
    case flag(Bool)
    case names([String])
    case processes([Process])
  }

  /// A process on the GPU.
  package struct Process: Hashable, Sendable, Encodable {
    /// The process id on the machine.
    package var pid: Int32
    /// Its memory on the GPU in bytes; `nil` where the driver does not report it.
    package var usedMemory: Int?

    package init(pid: Int32, usedMemory: Int? = nil) {
      self.pid = pid
      self.usedMemory = usedMemory
    }
  }

  /// NVML's index of the GPU.
  package var index: Int
  /// The number of the MIG instance on that GPU; `nil` for the GPU itself.
  package var instance: Int?
  /// The product's name, such as `NVIDIA H200`.
  package var name: String
  /// The UUID, such as `GPU-6ac0f4a2-…`, or `MIG-…`.
  package var uuid: String
  /// The PCI address, such as `00000000:65:00.0`; `nil` where there is no PCI bus, and for an instance.
  package var pciBusID: String?
  /// The readings.
  package var answers: [GPUQuantity: Answer]

  package init(
    index: Int, instance: Int? = nil, name: String, uuid: String, pciBusID: String? = nil,
    answers: [GPUQuantity: Answer]
  ) {
    self.index = index
    self.instance = instance
    self.name = name
    self.uuid = uuid
    self.pciBusID = pciBusID
    self.answers = answers
  }
}

extension GPUSnapshot {
  /// The value of a quantity; `nil` where there is none.
  package subscript(_ quantity: GPUQuantity) -> Value? {
    if case .value(let value)? = answers[quantity] { value } else { nil }
  }

  /// The value of a numeric quantity.
  package func number(_ quantity: GPUQuantity) -> Double? {
    if case .number(let number)? = self[quantity] { number } else { nil }
  }

  /// The value of a textual quantity.
  package func text(_ quantity: GPUQuantity) -> String? {
    if case .text(let text)? = self[quantity] { text } else { nil }
  }

  /// The value of a Boolean quantity.
  package func flag(_ quantity: GPUQuantity) -> Bool? {
    if case .flag(let flag)? = self[quantity] { flag } else { nil }
  }

  /// The processes that use the GPU; `nil` where the driver does not list them.
  package var processes: [Process]? {
    if case .processes(let processes)? = self[.processes] { processes } else { nil }
  }
}
