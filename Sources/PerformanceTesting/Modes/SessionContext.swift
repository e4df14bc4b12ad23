import PerformanceMeasurement
import PerformanceProcesses
import PerformanceRecords
import Synchronization

/// What a session process knows: its order, and the ids it has met.
package final class SessionContext: Sendable {
  package let order: ChildOrder
  package let writer: AnswerWriter
  private let seen = Mutex<[BenchmarkID: SourcePlace]>([:])

  package init(order: ChildOrder, writer: AnswerWriter) {
    self.order = order
    self.writer = writer
  }

  /// Remembers an id; answers with a duplicate when it was met before.
  package func meet(_ id: BenchmarkID, at place: SourcePlace) {
    if let first = seen.withLock({ $0.updateValue(place, forKey: id) }) {
      writer.write(.duplicate(id, first: first, second: place))
    }
    writer.write(.began(id, place))
  }
}
