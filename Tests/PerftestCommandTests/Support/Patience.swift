import Foundation

/// How long a test waits for what must happen: far longer than on a slow and busy machine, and not for ever.
struct Patience {
  /// Enough for anything that is not broken.
  static let usual = Patience(seconds: 600)

  let seconds: Double

  /// Waits until something holds; false when that takes too long.
  func wait(every pause: Duration = .milliseconds(20), until condition: () throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !condition() {
      if ContinuousClock.now > end { return try condition() }
      try await Task.sleep(for: pause)
    }
    return true
  }
}
