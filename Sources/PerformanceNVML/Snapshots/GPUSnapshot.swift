/// All that a GPU, or an instance of one that MIG has divided, reported at one moment.
package struct GPUSnapshot: Hashable, Sendable {
  /// What was read, or why nothing was.
  package enum Answer: Hashable, Sendable {
    case value(Value)
    /// There is no such number here; one sentence without its full stop.
    case unavailable(String)
    /// No number of the GPU holds; one sentence without its full stop.
    case invalid(String)
  }

  /// What was read.
  package enum Value: Hashable, Sendable {
    /// In the unit of the quantity.
    case number(Double)
    case text(String)
    case flag(Bool)
    case names([String])
    case processes([Process])
  }

  /// A process on the GPU.
  package struct Process: Hashable, Sendable, Encodable {
    /// By the machine's number.
    package var pid: Int32
    /// Its memory on the GPU in bytes; `nil` where the driver does not report it.
    package var usedMemory: Int?

    /// A process from its parts.
    package init(pid: Int32, usedMemory: Int? = nil) {
      self.pid = pid
      self.usedMemory = usedMemory
    }
  }

  /// NVML's number of the GPU.
  package var index: Int
  /// The number of the MIG instance on that GPU; `nil` of the GPU itself.
  package var instance: Int?
  /// Such as `NVIDIA H200`.
  package var name: String
  /// Such as `GPU-6ac0f4a2-…`, or `MIG-…`.
  package var uuid: String
  /// Such as `00000000:65:00.0`; `nil` where there is no PCI bus, and of an instance.
  package var pciBusID: String?
  /// What was read.
  package var answers: [GPUQuantity: Answer]

  /// A snapshot from its parts.
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
  /// What was read of a quantity; `nil` where nothing was.
  package subscript(_ quantity: GPUQuantity) -> Value? {
    if case .value(let value)? = answers[quantity] { value } else { nil }
  }

  /// A number that was read.
  package func number(_ quantity: GPUQuantity) -> Double? {
    if case .number(let number)? = self[quantity] { number } else { nil }
  }

  /// A text that was read.
  package func text(_ quantity: GPUQuantity) -> String? {
    if case .text(let text)? = self[quantity] { text } else { nil }
  }

  /// A yes or no that was read.
  package func flag(_ quantity: GPUQuantity) -> Bool? {
    if case .flag(let flag)? = self[quantity] { flag } else { nil }
  }

  /// The processes that were found.
  package var processes: [Process]? {
    if case .processes(let processes)? = self[.processes] { processes } else { nil }
  }
}
