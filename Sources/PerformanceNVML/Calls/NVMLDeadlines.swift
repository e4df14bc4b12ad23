/// The time limits of NVML calls, after which the library is given up.
///
/// Calls can hang in the kernel, where nothing can end them. Starting the library and opening a GPU take longer than
/// the rest: without persistence mode, the driver initialises a GPU for its first client, which took 1.6 s, and 12 s
/// when 200 processes did so at once.
package struct NVMLDeadlines: Hashable, Sendable {
  /// The limit for loading the library, for starting it, and for opening a GPU.
  package var start: Duration
  /// The limit for every other call.
  package var call: Duration

  package init(start: Duration = .seconds(10), call: Duration = .seconds(2)) {
    self.start = start
    self.call = call
  }
}
