/// NVML's handle of a GPU or a MIG instance, valid while the library is loaded.
///
/// Stored as a number: the pointer is never dereferenced here, and Swift does not let pointers cross threads.
package struct NVMLHandle: Hashable, Sendable {
  private let address: UInt

  init(_ pointer: OpaquePointer?) {
    address = UInt(bitPattern: pointer)
  }

  /// The pointer for NVML's functions.
  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
}
