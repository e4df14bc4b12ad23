import Foundation

/// The ratio of two costs whose samples were taken in turn.
package enum PairedRatio {
  /// The first cost divided by the second; `nil` without a sample, and for samples that are not positive.
  ///
  /// The median of three estimates, each of which is spoilt by another kind of noise: the ratio of the floors, the
  /// ratio of the lower quartiles, and the median of the ratios of neighbours. They were tried on recorded samples of
  /// unchanged bodies, where every second sample stood for the other body (ABBA, up to 30 pairs a session, 3 783
  /// sessions). Each cell has the number of sessions whose estimate was off by more than 20 %, and the error that 99 %
  /// of the sessions stayed within:
  ///
  /// | sessions             | 450 quiet | 858 beside compilers | 360 beside loops | 420 busy | 1 695 on a busy host |
  /// |----------------------|-----------|----------------------|------------------|----------|----------------------|
  /// | floors               | 0, 10 %   | 1, 8 %               | 0, 5 %           | 32, 93 % | 79, 47 %             |
  /// | lower quartiles      | 0, 2 %    | 1, 7 %               | 0, 3 %           | 30, 135 % | 40, 32 %            |
  /// | medians              | 0, 2 %    | 11, 42 %             | 43, 244 %        | 34, 329 % | 74, 33 %            |
  /// | median of neighbours | 0, 2 %    | 4, 4 %               | 33, 236 %        | 16, 90 % | 10, 16 %             |
  /// | the middle one       | 0, 1 %    | 0, 2 %               | 0, 3 %           | 8, 25 %  | 11, 17 %             |
  ///
  /// The floors fail where a body is rarely undisturbed, the neighbours where the scheduler interrupts every fourth
  /// sample, which is then always one of the same body.
  package static func estimate(_ first: [Double], _ second: [Double]) -> Double? {
    guard (first + second).allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let quartiles = [first, second].compactMap { Quantile.value(0.25, of: $0) }
    guard let floor = first.min(), let otherFloor = second.min(), quartiles.count == 2,
      let neighbours = Quantile.median(of: zip(first, second).map { log($0 / $1) })
    else { return nil }
    return Quantile.median(of: [floor / otherFloor, quartiles[0] / quartiles[1], exp(neighbours)])
  }
}
