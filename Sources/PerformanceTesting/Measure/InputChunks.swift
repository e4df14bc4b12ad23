import CPerformanceProbe

/// Divides the iterations of a sample into windows whose inputs fit into memory.
///
/// A sample of ten thousand sorts would otherwise hold ten thousand arrays. The size of the first input is measured.
@usableFromInline
package struct InputChunks {
  /// The most inputs that are alive at once.
  private static let most = 64
  /// The most bytes of inputs that are alive at once, by the size of the first; a single input may exceed it.
  private static let mostBytes = 8 * 1024 * 1024

  private var left: Int
  private var made = 0
  private var weight: Int?
  private let scale: UnsafePointer<perf_counter_source>?

  /// Divides a number of iterations.
  @usableFromInline
  package init(of count: Int) {
    left = count
    // A single input needs no measuring. No window is open while inputs are made, so the counters are free.
    scale = count > 1 ? perf_registered_counter_source() : nil
  }

  /// Begins the next window; false when all iterations are done.
  @usableFromInline
  package mutating func begin() -> Bool {
    left -= made
    made = 0
    return left > 0
  }

  /// The greatest number of inputs in the current window.
  @usableFromInline
  package var capacity: Int { max(min(left, Self.most), 1) }

  /// Whether the window has room for another input.
  @usableFromInline
  package var wantsInput: Bool {
    made == 0 || (made < min(left, Self.most) && (made + 1) * (weight ?? 0) <= Self.mostBytes)
  }

  /// Starts measuring the first input; call it before making one.
  @usableFromInline
  package mutating func beginInput() {
    if weight == nil { scale?.pointee.start() }
  }

  /// Counts an input: call it after making one.
  @usableFromInline
  package mutating func endInput() {
    if weight == nil { weight = max(Int(scale?.pointee.stop().live_bytes ?? 0), 0) }
    made += 1
  }
}
