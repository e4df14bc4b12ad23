/// The kernel's resource usage of this process, summed over windows.
package struct WindowAccount {
  /// The sum.
  package private(set) var sum = ProcessAccount()
  private var begin = ProcessAccount()
  private let now: @Sendable () -> ProcessAccount

  /// Creates a usage of zero.
  /// - Parameter now: reads the current usage of the process.
  package init(now: @escaping @Sendable () -> ProcessAccount = { .now() }) { self.now = now }

  mutating func start() { begin = now() }

  mutating func stop() { sum += now() - begin }
}

extension ProbeReading<WindowAccount> {
  /// A probe that adds the usage of a window to this one.
  package var probe: WindowProbe {
    probe(
      start: { $0?.assumingMemoryBound(to: WindowAccount.self).pointee.start() },
      stop: { $0?.assumingMemoryBound(to: WindowAccount.self).pointee.stop() })
  }
}
