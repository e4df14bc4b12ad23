import Foundation

/// Runs what blocks on a thread of its own: Swift's pool has one thread for each processor, and all other tests need them.
enum OwnThread {
  /// Runs work, and gives what it gives. A child that it starts lives no longer than its thread.
  /// - Throws: What the work throws.
  static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Swift.Result { try work() }) }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }
}
