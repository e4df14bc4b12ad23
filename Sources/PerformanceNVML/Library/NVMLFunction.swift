/// A function of NVML: its exported name, and its address in the loaded library.
struct NVMLFunction<Pointer> {
  /// The exported name, such as `nvmlDeviceGetCount_v2`.
  let name: String
  /// A pointer to it, or `nil` when this driver does not export it.
  let pointer: Pointer?
}
