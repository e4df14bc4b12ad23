/// Order statistics by selection: the analysis of a series takes some hundred medians, and sorting was most of its time.
package enum Selection {
  /// The median of the first `count` values, at least one; they are left in another order.
  package static func median(ofFirst count: Int, of values: inout [Double]) -> Double {
    let upper = select(count / 2, ofFirst: count, of: &values)
    guard count.isMultiple(of: 2) else { return upper }
    // What was selected has all smaller values before it.
    return 0.5 * (largest(ofFirst: max(1, count / 2), of: values) + upper)
  }

  /// The value at a position of the ascending order of the first `count` values (Hoare 1961).
  package static func select(_ position: Int, ofFirst count: Int, of values: inout [Double]) -> Double {
    // Each access to an array that may be shared would ask again whether it is.
    values.withUnsafeMutableBufferPointer { select(position, ofFirst: count, of: $0) }
  }

  private static func select(
    _ position: Int, ofFirst count: Int, of values: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var (low, high) = (0, count - 1)
    while low < high {
      let pivot = values[(low + high) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if position <= right {
        high = right
      } else if position >= left {
        low = left
      } else {
        return values[position]
      }
    }
    return values[position]
  }

  private static func largest(ofFirst count: Int, of values: [Double]) -> Double {
    var largest = values[0]
    for index in 1..<max(1, count) { largest = max(largest, values[index]) }
    return largest
  }
}

// MARK: - Many values

extension Selection {
  /// The fewest values of which a part is looked at first.
  private static let many = 2_000
  /// How many of them are.
  private static let sample = 512
  /// How far around its expected position in the part a value is searched: three standard deviations.
  private static let margin = 34

  /// The values at two neighbouring positions of the ascending order; equal positions are one value.
  ///
  /// Of many values, few lie between two that a part of them suggests (Floyd and Rivest 1975), and only these are
  /// selected from: comparing the others once costs a sixth of exchanging them.
  package static func neighbours(_ lower: Int, _ upper: Int, of values: [Double]) -> (Double, Double) {
    guard values.count >= many else { return exact(lower, upper, of: values) }
    var part = stride(from: 0, to: values.count, by: values.count / sample).map { values[$0] }
    func bound(_ position: Int, _ margin: Int) -> Double? {
      let place = position * part.count / values.count + margin
      return part.indices.contains(place) ? select(place, ofFirst: part.count, of: &part) : nil
    }
    let (least, most) = (bound(lower, -margin) ?? -.infinity, bound(upper, margin) ?? .infinity)
    var smaller = 0
    let between = [Double](unsafeUninitializedCapacity: values.count) { buffer, count in
      // Without branches, which a processor would guess wrongly.
      for value in values {
        let isSmaller = value < least ? 1 : 0
        buffer[count] = value
        smaller += isSmaller
        count += (value <= most ? 1 : 0) - isSmaller
      }
    }
    guard lower >= smaller, upper - smaller < between.count else { return exact(lower, upper, of: values) }
    return least == most ? (least, most) : exact(lower - smaller, upper - smaller, of: between)
  }

  private static func exact(_ lower: Int, _ upper: Int, of values: [Double]) -> (Double, Double) {
    var values = values
    let value = select(upper, ofFirst: values.count, of: &values)
    return (lower == upper ? value : largest(ofFirst: upper, of: values), value)
  }
}
