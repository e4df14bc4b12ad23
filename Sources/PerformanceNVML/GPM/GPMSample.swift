import Dispatch

/// The counters of GPU performance monitoring (GPM) of a device at one moment.
///
/// The memory is NVML's: who takes a sample releases it, on NVML's thread.
package struct GPMSample: Hashable, Sendable {
  /// When it was taken, in nanoseconds of the machine's monotonic clock.
  package let time: UInt64
  private let address: UInt

  init(_ pointer: OpaquePointer?) {
    time = DispatchTime.now().uptimeNanoseconds
    address = UInt(bitPattern: pointer)
  }

  /// What NVML's functions take.
  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
}
