import Dispatch

/// The counters of GPU performance monitoring (GPM) of a device at one time.
///
/// The memory belongs to NVML: the owner of a sample must release it, on NVML's thread.
package struct GPMSample: Hashable, Sendable {
  /// The time of the sample, in nanoseconds of the machine's monotonic clock.
  package let time: UInt64
  private let address: UInt

  init(_ pointer: OpaquePointer?) {
    time = DispatchTime.now().uptimeNanoseconds
    address = UInt(bitPattern: pointer)
  }

  /// The pointer for NVML's functions.
  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
}
