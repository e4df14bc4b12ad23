/// The kernel's accounting of this process, summed over windows.
package struct WindowAccount {
  /// The sum.
  package private(set) var sum = ProcessAccount()
  private var begin = ProcessAccount()
  private let now: @Sendable () -> ProcessAccount

  /// An account of nothing.
  /// - Parameter now: gives the account of the process at the moment.
  package init(now: @escaping @Sendable () -> ProcessAccount = { .now() }) { self.now = now }

  fileprivate mutating func start() { begin = now() }

  fileprivate mutating func stop() { sum += now() - begin }
}

extension ProbeReading<WindowAccount> {
  /// Adds the account of a window to this memory.
  package var probe: WindowProbe {
    probe(
      start: { $0?.assumingMemoryBound(to: WindowAccount.self).pointee.start() },
      stop: { $0?.assumingMemoryBound(to: WindowAccount.self).pointee.stop() })
  }
}
