extension Sequence<RunEvent> {
  /// The verdicts of a run in the order reached: those that awaited a pair of builds are settled by what it says later.
  package var settledVerdicts: [Verdict] {
    var verdicts: [Verdict] = []
    var awaited: [Candidate: Int] = [:]
    for case .verdict(let verdict) in lazy.map(\.body) {
      let candidate = verdict.candidate
      if verdict.confirmation != nil, let index = candidate.flatMap({ awaited[$0] }) {
        verdicts[index] = verdicts[index].settled(by: verdict)
      } else {
        if verdict.confirmation?.state == .awaited, let candidate { awaited[candidate] = verdicts.count }
        verdicts.append(verdict)
      }
    }
    return verdicts
  }
}
