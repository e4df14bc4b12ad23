/// The lower tail of a discrete distribution that a confidence interval of order statistics leaves out.
struct DistributionTail {
  /// The number of smallest values that are left out.
  let excluded: Int
  /// The probability that the true value lies below those that are kept.
  let probability: Double

  /// The largest tail up to a probability; at least the smallest value is in it.
  /// - Parameters:
  ///   - distribution: the probability of each count from 0 up; symmetric.
  ///   - limit: the largest probability.
  init(of distribution: [Double], atMost limit: Double) {
    var excluded = 0
    var probability = distribution[0]
    while excluded + 1 < distribution.count / 2, probability + distribution[excluded + 1] <= limit {
      excluded += 1
      probability += distribution[excluded]
    }
    (self.excluded, self.probability) = (excluded, probability)
  }
}
