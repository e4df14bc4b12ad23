import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The recommendation of a rollback")
struct RollbackRecommendationTests {
  private static func verdict(
    _ test: String, _ state: Verdict.Confirmation.State, against commit: String? = "3f2c91d0a1b2",
    outcome: Verdict.Outcome = .regressed
  ) -> Verdict {
    var verdict = Example.slower(Example.id(test))
    verdict.outcome = outcome
    verdict.confirmation = Verdict.Confirmation(state: state, commit: commit)
    return verdict
  }

  private static func provenance(dirty: Bool? = false) -> RunProvenance {
    var provenance = RunProvenance()
    (provenance.revision, provenance.dirty) = ("c0ffee", dirty)
    return provenance
  }

  @Test("It has the confirmed regressions by the commit that they were confirmed against")
  func ranges() {
    let verdicts = [
      Self.verdict("b()", .confirmed), Self.verdict("a()", .confirmed), Self.verdict("c()", .refuted),
      Self.verdict("d()", .unavailable, against: nil), Self.verdict("e()", .confirmed, against: "111111111111"),
      Self.verdict("f()", .confirmed, outcome: .accepted), Example.same(Example.id("g()")),
    ]
    let found = RollbackRecommendation.all(verdicts, of: Self.provenance())
    #expect(found.map(\.after) == ["111111111111", "3f2c91d0a1b2"] && found.allSatisfy { $0.through == "c0ffee" })
    #expect(found.map { $0.benchmarks.map(\.test) } == [["e()"], ["a()", "b()"]])
  }

  @Test("There is none for files that no commit has, or where git is not there")
  func uncommitted() {
    let verdicts = [Self.verdict("a()", .confirmed)]
    #expect(RollbackRecommendation.all(verdicts, of: Self.provenance(dirty: true)).isEmpty)
    #expect(RollbackRecommendation.all(verdicts, of: Self.provenance(dirty: nil)).isEmpty)
    #expect(RollbackRecommendation.all(verdicts, of: RunProvenance()).isEmpty)
    #expect(RollbackRecommendation.all(verdicts, of: nil).isEmpty)
  }
}
