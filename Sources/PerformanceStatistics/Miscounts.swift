/// Counts of an instrument that cannot be those of the whole body.
///
/// Callgrind once counted 3 651 instructions of a body that has 338 067 181 in every other process: nothing but the
/// number shows that it is wrong.
package enum Miscounts {
  /// The counts without those below a part of their median, where these are at most a third of all.
  package static func removed(from counts: [Double], below part: Double) -> [Double] {
    guard part > 0, counts.count >= 3 else { return counts }
    let usual = part * counts.sorted()[counts.count / 2]
    let whole = counts.filter { $0 >= usual }
    return 3 * whole.count >= 2 * counts.count ? whole : counts
  }
}
