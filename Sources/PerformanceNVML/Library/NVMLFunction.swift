/// A function of NVML by the exact name it is exported under, and where it lies in the library that was loaded.
struct NVMLFunction<Pointer> {
  /// Such as `nvmlDeviceGetCount_v2`.
  let name: String
  /// A pointer to it, or `nil` when this driver does not export it.
  let pointer: Pointer?
}
