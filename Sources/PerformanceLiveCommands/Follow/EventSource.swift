import Foundation

/// Where a follower gets the lines of a run's events from.
protocol EventSource {
  /// The lines since the last call.
  /// - Parameter milliseconds: how long to wait for some at most.
  /// - Throws: ``InputError`` where they cannot be read any more.
  mutating func next(waiting milliseconds: Int32) throws -> EventLinesRead
}

/// What a source gave.
enum EventLinesRead: Equatable {
  /// Whole lines without their line feed, possibly none.
  case lines([Data])
  /// There will be no more.
  case ended
}
