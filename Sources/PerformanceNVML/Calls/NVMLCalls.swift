import CNVML

/// The questions that can be put to NVML, on its own thread and nowhere else.
///
/// Each theme has its questions beside the property of `GPUDevice` that asks them. An answer is always a `Reading`: a
/// function that the driver lacks, a code other than success or a value of an unexpected kind is a reason, never a
/// zero. What a device has refused for good it is not asked again, and a device that is lost is not asked anything.
package final class NVMLCalls {
  let symbols: NVMLSymbols
  let deadlines: NVMLDeadlines
  private let queue: NVMLQueue

  /// The first part of the driver's version, such as 580; `nil` when the driver does not report it.
  private(set) lazy var driverMajor: Int? = driverVersion().value.flatMap { Int($0.prefix { $0 != "." }) }

  private var refusals: [Question: String] = [:]
  private var lostDevices: [NVMLHandle: String] = [:]
  private var lostLibrary: String?

  /// A question, as distinguished from others.
  struct Question: Hashable {
    /// The function that answers it.
    var function: String
    /// The device it is about, or `nil` when it is about the system.
    var device: NVMLHandle?
    /// What distinguishes it from others that the same function takes about the device.
    var subject: Int
  }

  init(_ symbols: NVMLSymbols, queue: NVMLQueue, deadlines: NVMLDeadlines) {
    self.symbols = symbols
    self.queue = queue
    self.deadlines = deadlines
  }

  /// Puts a question that `call` asks with one call of a function of NVML.
  ///
  /// - Parameters:
  ///   - device: The device it is about, or `nil` when it is about the system.
  ///   - subject: What distinguishes this question from others that the same function takes, such as the kind of clock.
  ///   - deadline: How long the call may take, when that is longer than most.
  ///   - call: Makes the call, and gives its return code with what it filled in. It may report a code that means
  ///     something harmless to it as success.
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

  /// What is known without asking: that the device or the library is lost, or that the device has refused before.
  func knownFailure<Value>(of question: Question, as type: Value.Type) -> Reading<Value>? {
    if let reason = lostLibrary ?? question.device.flatMap({ lostDevices[$0] }) { return .invalid(reason) }
    return refusals[question].map { .unavailable($0) }
  }

  /// What a return code makes of an answer; remembers what will not change.
  func judge<Value>(_ code: NVMLCode, _ value: Value, of question: Question) -> Reading<Value> {
    let reason = "\(code.sentence) (\(question.function): \(code))"
    switch code.meaning {
    case .answered: return .value(value)
    case .unavailable: return .unavailable(reason)
    case .refused:
      // Questions about the system name devices that come and go, so only what a device says of itself is kept.
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
