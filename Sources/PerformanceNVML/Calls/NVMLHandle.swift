/// A GPU or a MIG instance as NVML names it, valid while the library is loaded.
///
/// Held as a number: the pointer is never followed here, and pointers do not cross between threads in Swift.
package struct NVMLHandle: Hashable, Sendable {
  private let address: UInt

  /// A handle from what NVML gave.
  init(_ pointer: OpaquePointer?) {
    address = UInt(bitPattern: pointer)
  }

  /// What NVML's functions take.
  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
}
