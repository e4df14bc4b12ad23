import PerformanceRecords

/// How many of a baseline's sessions lie close to its representative, and how many within the tolerance: an estimate of
/// the fractions of fresh sessions of unchanged code.
package struct ObservedFractions: Equatable, Sendable {
  /// The number of sessions.
  package var sessions: Int
  /// The sessions within the tolerance.
  package var within: Int
  /// The sessions close enough that one suffices.
  package var close: Int

  package init(sessions: Int, within: Int, close: Int) {
    self.sessions = sessions
    self.within = within
    self.close = close
  }

  /// The probability that none of these fresh sessions is close, and at most one within the tolerance.
  ///
  /// The true fractions are unknown, so the probability is averaged over their posterior distribution (a Dirichlet
  /// distribution that begins with half a session outside and half a session close, after Jeffreys): `P(none within) =
  /// ∏ (o + i) / (N + 1 + i)` for i = 0 … n − 1, where o is half a session more than lay outside the tolerance, and n·b
  /// of such products with one session in between, of which the baseline has b. The observed fractions themselves, `(1
  /// − w)ⁿ`, would give 10⁻²² for twelve steady sessions instead of 10⁻⁸, and are wrong: where a quarter of the
  /// processes are fast, twelve baseline sessions and fifteen fresh ones gave 7 false alarms in 10 000 when 1 was
  /// allowed.
  package func falseAlarm(fresh: Int) -> Double {
    guard fresh > 0 else { return 1 }
    var allOutside = 1.0
    var number = 1
    while number < fresh {
      allOutside *= share(outsideAt: number)
      number += 1
    }
    return falseAlarm(fresh: fresh, after: allOutside)
  }

  /// The fewest fresh sessions that leave no more than this probability, or `most`.
  ///
  /// A single pass, since a scattered baseline may need hundreds. A plain loop: this module is not optimised in a
  /// bundle, where reducing a range took a third of the instructions of judging.
  func fewest(from least: Int, most: Int, leaving limit: Double) -> Int {
    var allOutside = 1.0
    var fresh = 1
    while fresh < most {
      if fresh >= least, falseAlarm(fresh: fresh, after: allOutside) <= limit { return fresh }
      allOutside *= share(outsideAt: fresh)
      fresh += 1
    }
    return most
  }

  /// The probability that the n-th fresh session lies outside when all before it do.
  private func share(outsideAt number: Int) -> Double {
    (Double(sessions - within) - 0.5 + Double(number)) / (Double(sessions) + Double(number))
  }

  /// The probability for `fresh` sessions, given that of all but the last being outside.
  private func falseAlarm(fresh: Int, after allButOne: Double) -> Double {
    let oneInBetween = Double(fresh) * Double(within - close) / (Double(sessions) + Double(fresh))
    return allButOne * (share(outsideAt: fresh) + oneInBetween)
  }

  /// The fractions where only sessions outside the tolerance count.
  var strict: ObservedFractions { ObservedFractions(sessions: sessions, within: within, close: within) }
}
