import Foundation

/// How long a test waits for what must happen: far longer than on a slow and busy machine, and not for ever.
public enum Patience {
  private static let limit = Duration.seconds(600)

  /// Something did not happen in all that time.
  public struct Exhausted: Error {}

  /// Waits until something holds.
  /// - Throws: ``Exhausted``, or what the condition throws.
  public static func wait(
    every pause: Duration = .milliseconds(20), until condition: () throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while try !condition() {
      guard ContinuousClock.now < end else { throw Exhausted() }
      try await Task.sleep(for: pause)
    }
  }

  /// Waits until something holds, on the calling thread.
  /// - Throws: ``Exhausted``, or what the condition throws.
  public static func block(until condition: () throws -> Bool) throws {
    let end = ContinuousClock.now + limit
    while try !condition() {
      guard ContinuousClock.now < end else { throw Exhausted() }
      Thread.sleep(forTimeInterval: 0.01)
    }
  }
}
