import PerformanceTesting
import Testing

/// Graphs of objects, boxes and generic containers.
///
/// A regression means objects where there were values, retains that the optimiser removed before, or generic code that
/// is no longer specialised. The counts say which.
@Suite(.performance, .duration(.milliseconds(40)), .metrics(.wallClock, .memory, .referenceCounting))
struct ObjectPerformance {
  @Test func buildATree() {
    measure { Tree.complete(depth: 8) }
  }

  @Test func buildAndFreeAList() {
    measure(throughput: .elements(256)) {
      var head: Link?
      for value in 0..<256 { head = Link(value: value, next: head) }
      return head?.value
    }
  }

  @Test func walkAList() {
    var head: Link?
    for value in 0..<1_000 { head = Link(value: value, next: head) }
    let list = head
    measure(throughput: .elements(1_000)) {
      var sum = 0
      var link = list
      while let current = link {
        sum &+= current.value
        link = current.next
      }
      return sum
    }
  }

  @Test func callThroughExistentials() {
    let shapes: [any Shape] = (0..<256).map { index in
      switch index % 3 {
      case 0: Square(side: Double(index))
      case 1: Ring(outer: Double(index), inner: 1)
      default: Prism(sides: (Double(index), 2, 3, 4, 5))
      }
    }
    measure(throughput: .elements(256)) { shapes.reduce(0) { $0 + $1.area } }
  }

  @Test func castDynamically() {
    let values: [Any] = (0..<128).map { $0 % 2 == 0 ? $0 as Any : "\($0)" as Any }
    measure(throughput: .elements(128)) {
      values.reduce(into: 0) { $0 += ($1 as? Int) ?? ($1 as? String)?.utf8.count ?? 0 }
    }
  }
}

private final class Tree {
  private let value: Int
  private let left: Tree?
  private let right: Tree?

  init(value: Int, left: Tree?, right: Tree?) {
    self.value = value
    self.left = left
    self.right = right
  }

  static func complete(depth: Int) -> Tree {
    guard depth > 0 else { return Tree(value: 1, left: nil, right: nil) }
    return Tree(value: depth, left: complete(depth: depth - 1), right: complete(depth: depth - 1))
  }

  var sum: Int { value &+ (left?.sum ?? 0) &+ (right?.sum ?? 0) }
}

private final class Link {
  let value: Int
  let next: Link?

  init(value: Int, next: Link?) {
    self.value = value
    self.next = next
  }
}

private struct Observer {
  weak var target: Link?
}

private protocol Shape {
  var area: Double { get }
}

private struct Square: Shape {
  let side: Double
  var area: Double { side * side }
}

private struct Ring: Shape {
  let outer: Double
  let inner: Double
  var area: Double { 3 * (outer * outer - inner * inner) }
}

/// Larger than the three words that an existential holds in place.
private struct Prism: Shape {
  let sides: (Double, Double, Double, Double, Double)
  var area: Double { sides.0 * sides.1 + sides.2 * sides.3 + sides.4 }
}

private struct Stack<Element> {
  private var elements: [Element] = []

  mutating func push(_ element: Element) { elements.append(element) }
  mutating func pop() -> Element? { elements.popLast() }
}
