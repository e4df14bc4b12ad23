/// Maps numbers to whole positions of a chart, the lowest number to the end.
struct ChartScale: Equatable {
  /// The number at the end.
  let low: Double
  /// The number at the beginning.
  let high: Double
  private let begin: Int
  private let end: Int

  /// A scale of the finite ones of these numbers; `nil` without any.
  /// - Parameters:
  ///   - begin: the position of the highest number.
  ///   - end: the position of the lowest number.
  init?(_ numbers: some Sequence<Double>, begin: Int, end: Int) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite { (low, high) = (min(low, number), max(high, number)) }
    guard low <= high else { return nil }
    // Equal numbers are a line in the middle; so are those whose difference is lost in their size.
    let margin = high - low > abs(high) * 1e-9 ? 0 : max(abs(high) * 0.05, .leastNormalMagnitude)
    (self.low, self.high) = (low - margin, high + margin)
    (self.begin, self.end) = (begin, end)
  }

  /// A scale of values that shows the tolerance of their baseline too, so that noise looks small; `nil` without a value.
  ///
  /// A baseline of another kind of code or machine would flatten the values, so a distant one is left out.
  init?(_ values: [Double], beside band: BaselineBand?, begin: Int, end: Int) {
    guard let own = ChartScale(values, begin: begin, end: end) else { return nil }
    let ends = band.map { [$0.range.lowerBound, $0.range.upperBound] } ?? []
    let reach = 2 * max(own.high - own.low, (ends.last ?? 0) - (ends.first ?? 0))
    let isNear = ends.allSatisfy { $0 >= own.low - reach && $0 <= own.high + reach }
    self.init(values + (isNear ? ends : []), begin: begin, end: end)
  }

  /// The position of a number, within the chart.
  func position(_ number: Double) -> Int {
    let share = (high - number) / (high - low)
    guard share.isFinite else { return (begin + end) / 2 }
    return begin + Int((min(max(share, 0), 1) * Double(end - begin)).rounded())
  }

  /// Round numbers within the scale: steps of 1, 2 or 5 times a power of ten, at most `count` of them.
  func ticks(atMost count: Int) -> [Double] {
    var step = 1.0
    // Where the span is 0 or infinite there are no steps.
    guard (high - low).isNormal, count > 0 else { return [] }
    while (high - low) / step > Double(count) * 10 { step *= 10 }
    while (high - low) / step < Double(count) / 10 { step /= 10 }
    let steps = [1, 2, 5, 10, 20, 50, 100].map { step / 10 * $0 }
    guard let chosen = steps.first(where: { (high / $0).rounded(.down) - (low / $0).rounded(.up) < Double(count) })
    else { return [] }
    let (first, last) = ((low / chosen).rounded(.up), (high / chosen).rounded(.down))
    guard first <= last else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * chosen }
  }
}
