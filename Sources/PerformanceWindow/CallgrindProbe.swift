import CPerformanceProbe

extension WindowProbe {
  /// A probe that makes Callgrind count between its two functions; outside of Callgrind they do nothing.
  package static var callgrind: WindowProbe {
    WindowProbe(start: { _ in perf_callgrind_start() }, stop: { _ in perf_callgrind_stop() })
  }
}
