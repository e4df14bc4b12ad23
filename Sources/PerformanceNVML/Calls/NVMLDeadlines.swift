/// How long one call of NVML may take before the library is given up.
///
/// Calls were seen to hang in the kernel, where nothing can end them. Loading and starting take longer than the rest:
/// 1.6 s the first time on a machine without persistence mode, 12 s when 200 processes start at once.
package struct NVMLDeadlines: Hashable, Sendable {
  /// For loading the library and starting it.
  package var start: Duration
  /// For every other call.
  package var call: Duration

  /// Deadlines from their parts.
  package init(start: Duration = .seconds(10), call: Duration = .seconds(2)) {
    self.start = start
    self.call = call
  }
}
