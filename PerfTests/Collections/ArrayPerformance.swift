import PerformanceTesting
import Testing

/// Arrays of records, and the queues and copies made of arrays.
///
/// A regression means that a pass over records copies them or retains their members, or that growing costs more.
@Suite(.performance, .duration(.milliseconds(40)))
struct ArrayPerformance {
  private static let places = Place.many(1_000)

  @Test(.metrics(.wallClock, .memory, .referenceCounting))
  func filterAndMap() {
    measure(throughput: .elements(1_000)) {
      Self.places.filter { $0.height > 2_000 }.map(\.name)
    }
  }

  @Test func append() {
    measure(throughput: .elements(4_000)) {
      var numbers: [Int] = []
      for number in 0..<4_000 { numbers.append(number ^ 21) }
      return numbers
    }
  }

  @Test func copyOnWrite() {
    let shared = SplitMix64.integers(4_000)
    measure(throughput: .elements(8)) {
      (0..<8).reduce(into: 0) { sum, number in
        var copy = shared
        copy.append(number)
        sum &+= blackBox(copy).count
      }
    }
  }

  @Test func queue() {
    measure(throughput: .elements(1_000)) {
      var queue = RingQueue<Int>()
      var sum = 0
      for number in 0..<1_000 {
        queue.enqueue(number)
        if number % 3 == 2 { sum &+= queue.dequeue() ?? 0 }
      }
      while let number = queue.dequeue() { sum &+= number }
      return sum
    }
  }
}

/// A queue in a ring that doubles when it is full.
private struct RingQueue<Element> {
  private var slots: [Element?] = [nil, nil]
  private var head = 0
  private var count = 0

  mutating func enqueue(_ element: Element) {
    if count == slots.count { grow() }
    slots[(head + count) & (slots.count - 1)] = element
    count += 1
  }

  mutating func dequeue() -> Element? {
    guard count > 0 else { return nil }
    defer {
      slots[head] = nil
      head = (head + 1) & (slots.count - 1)
      count -= 1
    }
    return slots[head]
  }

  private mutating func grow() {
    var larger = [Element?](repeating: nil, count: slots.count * 2)
    for index in 0..<count { larger[index] = slots[(head + index) & (slots.count - 1)] }
    slots = larger
    head = 0
  }
}
