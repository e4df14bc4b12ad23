import PerformanceRecords

/// How many of a baseline's sessions lie close to what stands for it, and how many within the tolerance: what is known of
/// the shares that fresh sessions of unchanged code will have.
package struct ObservedFractions: Hashable, Sendable {
  /// The sessions.
  package var sessions: Int
  /// Those within the tolerance.
  package var within: Int
  /// Those of them of which one is enough.
  package var close: Int

  /// Shares from counts.
  package init(sessions: Int, within: Int, close: Int) {
    self.sessions = sessions
    self.within = within
    self.close = close
  }

  /// The probability that of so many fresh sessions none is close, and at most one within the tolerance.
  ///
  /// The true shares are unknown, so the probability is averaged over what they may be after what was seen (a Dirichlet
  /// distribution that begins with half a session outside and half a session close, after Jeffreys):
  /// `P(none within) = ∏ (o + i) / (N + 1 + i)` for i = 0 … n − 1, where o is half a session more than lay outside of the
  /// tolerance, and n·b of such products with one session in between, of which b were seen. Taking the shares for what was
  /// seen instead, `(1 − w)ⁿ`, says 10⁻²² of twelve steady sessions where this says 10⁻⁸, and is wrong: where a quarter
  /// of the processes are fast, twelve baseline sessions and fifteen fresh ones gave 7 false alarms in 10 000 when 1 was
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

  /// The fewest fresh sessions that leave no more than this probability, or the most.
  ///
  /// One pass: of a scattered baseline hundreds may be needed. A loop by hand: this module is not optimised in a bundle,
  /// and reducing a range took a third of the instructions of judging there.
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

  /// The probability that the n-th of fresh sessions lies outside when all before it do.
  private func share(outsideAt number: Int) -> Double {
    (Double(sessions - within) - 0.5 + Double(number)) / (Double(sessions) + Double(number))
  }

  /// The probability for so many sessions, from that of all but the last being outside.
  private func falseAlarm(fresh: Int, after allButOne: Double) -> Double {
    let oneInBetween = Double(fresh) * Double(within - close) / (Double(sessions) + Double(fresh))
    return allButOne * (share(outsideAt: fresh) + oneInBetween)
  }

  /// The same where only sessions outside of the tolerance count.
  var strict: ObservedFractions { ObservedFractions(sessions: sessions, within: within, close: within) }
}
