import CNVML

/// A set of events that collects the faults of GPUs, which NVIDIA numbers as Xids.
///
/// The memory belongs to NVML: the owner must end the watch, on NVML's thread.
package struct XIDWatch: Hashable, Sendable {
  private let address: UInt

  init(_ pointer: OpaquePointer?) {
    address = UInt(bitPattern: pointer)
  }

  /// The pointer for NVML's functions.
  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
}

/// A fault of a GPU.
package struct XIDEvent: Hashable, Sendable {
  /// NVIDIA's number of the fault, such as 79 for a GPU that fell off the bus.
  package var number: UInt64
  /// The faulty GPU.
  package var device: NVMLHandle

  package init(number: UInt64, device: NVMLHandle) {
    self.number = number
    self.device = device
  }
}

extension NVMLCalls {
  /// Begins to collect the faults of GPUs. A GPU that does not report faults does not prevent watching the others. End
  /// the watch with `end`.
  ///
  /// - Returns: Unavailable when none of the GPUs reports faults.
  package func watchXIDs(of devices: [NVMLHandle]) -> Reading<XIDWatch> {
    createEventSet().flatMap { watch in
      let registered = devices.map { register($0, in: watch) }
      if registered.contains(where: { $0.value != nil }) { return .value(watch) }
      end(watch)
      return (registered.first ?? .unavailable("there is no GPU to watch")).map { watch }
    }
  }

  /// The faults since the watch began or was last drained, without waiting.
  package func drain(_ watch: XIDWatch) -> Reading<[XIDEvent]> {
    var events: [XIDEvent] = []
    // A broken GPU may report faults faster than they are fetched.
    while events.count < 1000 {
      switch nextEvent(of: watch) {
      case .value(.some(let event)): events.append(event)
      case .value(.none): return .value(events)
      case .unavailable(let reason): return events.isEmpty ? .unavailable(reason) : .value(events)
      case .invalid(let reason): return events.isEmpty ? .invalid(reason) : .value(events)
      }
    }
    return .value(events)
  }

  /// Ends the collection, and drops faults that were not fetched.
  package func end(_ watch: XIDWatch) {
    let _: Reading<Void> = ask(symbols.freeEvents) { call in (call(watch.pointer), ()) }
  }

  private func createEventSet() -> Reading<XIDWatch> {
    ask(symbols.createEvents) { call in
      var set: OpaquePointer?
      return (call(&set), XIDWatch(set))
    }
  }

  private func register(_ device: NVMLHandle, in watch: XIDWatch) -> Reading<Void> {
    ask(symbols.registerEvents, of: device) { call in
      (call(device.pointer, UInt64(CNVML_EVENT_XID), watch.pointer), ())
    }
  }

  /// The next collected fault; `nil` when there is none, which NVML reports as a timeout.
  private func nextEvent(of watch: XIDWatch) -> Reading<XIDEvent?> {
    ask(symbols.waitForEvent) { call in
      var event = cnvml_event()
      let code = call(watch.pointer, &event, 0)
      if code == Int32(CNVML_TIMEOUT) { return (Int32(CNVML_SUCCESS), nil) }
      return (code, XIDEvent(number: event.data, device: NVMLHandle(event.device)))
    }
  }
}
