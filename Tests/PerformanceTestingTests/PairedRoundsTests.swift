import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRegression
import PerformanceTesting
import Testing

@Suite("Rounds of two builds")
struct PairedRoundsTests {
  private let dependencies = FabricatedDependencies()

  @Test("take the session of the other build first in every second round")
  func order() throws {
    dependencies.other = ["a"]
    dependencies.wanted = ["a": 4]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(String(dependencies.sides) == "BAABBAAB")
    #expect(dependencies.judgedPairs["a"] == [4, 4])
    #expect(dependencies.record.headSessions[FabricatedDependencies.session("a").id]?.count == 4)
    let ofOther = dependencies.reported.filter {
      if case .session(let taken) = $0 { taken.side == .base } else { false }
    }
    #expect(ofOther.count == 4)
  }

  @Test("give each process the iterations of the newest session of either build, and those on file before the first")
  func iterations() throws {
    dependencies.other = ["a"]
    dependencies.wanted = ["a": 2]
    dependencies.onFile = ["a": ["M.S/a": 100]]
    dependencies.selectedIterations = [90, 60, 50, 50]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(String(dependencies.sides) == "BAAB")
    #expect(dependencies.planned.map { $0["M.S/a"] } == [100, 90, 60, 50])
    #expect(dependencies.planned.map { $0["M.S/a/second"] } == [nil, nil, 7, 7])
  }

  @Test("pause only before pairs that unchanged code does not need", arguments: [3, 5])
  func pauses(pairs: Int) throws {
    dependencies.other = ["a"]
    dependencies.wanted = ["a": pairs]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.pauses.count == pairs - 3)
  }

  @Test("measure a benchmark of this build alone without a pair")
  func onlyHere() throws {
    dependencies.other = ["a"]
    dependencies.disabledInOther = ["a"]
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    #expect(String(dependencies.sides) == "BAA")
    #expect(dependencies.judgedPairs["b"] == [0, 1] && dependencies.judgedPairs["a"] == [0, 1])
  }

  @Test("judge a benchmark of the other build alone, where the function reaches no 'measure' call in this one")
  func onlyInOther() throws {
    dependencies.other = ["a"]
    dependencies.unreachedFrom = ["a": 1]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.judgedPairs["a"] == [1, 0])
    #expect(rounds.result.unmeasured == [FabricatedDependencies.function("a"): .notReached])
  }

  @Test("compare nothing with a function that fails in the other build")
  func failure() throws {
    dependencies.other = ["a"]
    dependencies.failedInOther = ["a"]
    dependencies.wanted = ["a": 9]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.attempts.count == 1)
    #expect(dependencies.record.verdicts.map(\.outcome) == [.incomparable, .incomparable])
    #expect(
      dependencies.record.verdicts.allSatisfy {
        $0.reason == .baseUnusable && $0.detail == .base(.fails(Failure(.crashed(signal: 4, output: ""))))
      })
  }
}
