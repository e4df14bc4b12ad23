/// How long one call of NVML may take before the library is given up.
///
/// Calls were seen to hang in the kernel, where nothing can end them. Starting the library and opening a GPU take longer
/// than the rest: the driver initialises a GPU for its first client on a machine without persistence mode, which was
/// seen to take 1.6 s, and 12 s when 200 processes did so at once.
package struct NVMLDeadlines: Hashable, Sendable {
  /// For loading the library, for starting it, and for opening a GPU.
  package var start: Duration
  /// For every other call.
  package var call: Duration

  /// Deadlines from their parts.
  package init(start: Duration = .seconds(10), call: Duration = .seconds(2)) {
    self.start = start
    self.call = call
  }
}
