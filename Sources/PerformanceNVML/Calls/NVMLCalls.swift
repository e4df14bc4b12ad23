import CNVML

/// The calls of NVML's functions, made on its own thread only.
///
/// The calls of each theme are beside the property of `GPUDevice` that needs them. An answer is always a `Reading`: a
/// missing function, a code other than success or an unexpected value is a reason, never a zero. Permanent refusals of
/// a device are remembered, and a lost device is not queried.
package final class NVMLCalls {
  let symbols: NVMLSymbols
  let deadlines: NVMLDeadlines
  private let queue: NVMLQueue

  /// The major version of the driver, such as 580; `nil` when the driver does not report it.
  private(set) lazy var driverMajor: Int? = driverVersion().value.flatMap { Int($0.prefix { $0 != "." }) }

  private var refusals: [Question: String] = [:]
  private var lostDevices: [NVMLHandle: String] = [:]
  private var lostLibrary: String?

  /// The identity of a query.
  struct Question: Hashable {
    /// The function that answers it.
    var function: String
    /// The device that it is about, or `nil` for the system.
    var device: NVMLHandle?
    /// A number that distinguishes it from other queries of the same function and device.
    var subject: Int
  }

  init(_ symbols: NVMLSymbols, queue: NVMLQueue, deadlines: NVMLDeadlines) {
    self.symbols = symbols
    self.queue = queue
    self.deadlines = deadlines
  }

  /// Makes a query, in which `call` calls a function of NVML once.
  ///
  /// - Parameters:
  ///   - device: The device that it is about, or `nil` for the system.
  ///   - subject: A number that distinguishes this query from others of the same function, such as the kind of clock.
  ///   - deadline: The time limit of the call, when it is longer than most.
  ///   - call: Makes the call, and returns its return code with its result. It may report a harmless code as success.
  func ask<Pointer, Value>(
    _ function: NVMLFunction<Pointer>, of device: NVMLHandle? = nil, about subject: Int = 0,
    within deadline: Duration? = nil, _ call: (Pointer) -> (code: Int32, value: Value)
  ) -> Reading<Value> {
    let question = Question(function: function.name, device: device, subject: subject)
    if let known = knownFailure(of: question, as: Value.self) { return known }
    guard let pointer = function.pointer else { return .unavailable("this driver has no \(function.name)") }
    do {
      let (code, value) = try queue.watched(function.name, deadline: deadline ?? deadlines.call) { call(pointer) }
      return judge(NVMLCode(rawValue: code), value, of: question)
    } catch {
      return .unavailable(error.reason)
    }
  }

  /// A failure known without a call: the device or the library is lost, or the device has refused before.
  func knownFailure<Value>(of question: Question, as type: Value.Type) -> Reading<Value>? {
    if let reason = lostLibrary ?? question.device.flatMap({ lostDevices[$0] }) { return .invalid(reason) }
    return refusals[question].map { .unavailable($0) }
  }

  /// Combines a return code and a value into an answer; remembers permanent failures.
  func judge<Value>(_ code: NVMLCode, _ value: Value, of question: Question) -> Reading<Value> {
    let reason = "\(code.sentence) (\(question.function): \(code))"
    switch code.meaning {
    case .answered: return .value(value)
    case .unavailable: return .unavailable(reason)
    case .refused:
      // The devices in queries about the system may change, so only refusals of a device itself are kept.
      if question.device != nil { refusals[question] = reason }
      return .unavailable(reason)
    case .invalid: return .invalid(reason)
    case .deviceLost:
      if let device = question.device { lostDevices[device] = reason }
      return .invalid(reason)
    case .libraryLost:
      lostLibrary = reason
      return .invalid(reason)
    }
  }
}

// MARK: - Functions that fill in one number or text

extension NVMLCalls {
  func uint32(_ function: NVMLFunction<cnvml_uint32>, of device: NVMLHandle) -> Reading<UInt32> {
    ask(function, of: device) { call in
      var value: UInt32 = 0
      return (call(device.pointer, &value), value)
    }
  }

  func int32(_ function: NVMLFunction<cnvml_int32>, of device: NVMLHandle) -> Reading<Int32> {
    ask(function, of: device) { call in
      var value: Int32 = 0
      return (call(device.pointer, &value), value)
    }
  }

  func uint64(_ function: NVMLFunction<cnvml_uint64>, of device: NVMLHandle) -> Reading<UInt64> {
    ask(function, of: device) { call in
      var value: UInt64 = 0
      return (call(device.pointer, &value), value)
    }
  }

  func uint32(
    _ function: NVMLFunction<cnvml_uint32_of_kind>, of device: NVMLHandle, kind: Int
  ) -> Reading<UInt32> {
    ask(function, of: device, about: kind) { call in
      var value: UInt32 = 0
      return (call(device.pointer, Int32(truncatingIfNeeded: kind), &value), value)
    }
  }

  func text(_ function: NVMLFunction<cnvml_text>, of device: NVMLHandle) -> Reading<String> {
    ask(function, of: device) { call in NVMLText.read { call(device.pointer, $0, $1) } }
  }

  func text(_ function: NVMLFunction<cnvml_system_text>) -> Reading<String> {
    ask(function) { call in NVMLText.read { call($0, $1) } }
  }
}
