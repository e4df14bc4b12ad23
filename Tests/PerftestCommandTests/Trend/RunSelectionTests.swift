import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceReports
import Testing

@Suite("The runs of a trend")
struct RunSelectionTests {
  private func run(
    _ name: String, at time: Double, _ revision: String? = nil, branch: String? = nil, position: Int? = nil,
    isDirty: Bool = false, slowdown: Double = 1
  ) -> HistoryRun {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch, provenance.position) = (revision, branch, position)
    provenance.dirty = revision == nil ? nil : isDirty
    return HistoryRun(name: name, time: time, provenance: provenance, slowdown: slowdown)
  }

  private func names(_ axis: TrendAxis) -> [[String]] { axis.positions.map(\.runs) }

  @Test("Commits of the default branch are in their order, whenever they were measured, and runs of one are together")
  func order() {
    let axis = RunSelection().axis(of: [
      run("late", at: 30, "a", branch: "main", position: 1), run("second", at: 10, "b", branch: "main", position: 2),
      run("again", at: 40, "b", branch: "main", position: 2), run("third", at: 20, "c", branch: "main", position: 3),
    ])
    #expect(names(axis) == [["late"], ["second", "again"], ["third"]])
    #expect(axis.branch == "main" && axis.leftOut.isEmpty)
    #expect(axis.positions.map(\.number) == [1, 2, 3])
  }

  @Test("Other branches, changed files and planted slowdowns are left out and counted")
  func leftOut() {
    let runs = [
      run("a", at: 1, "a", branch: "main", position: 1), run("b", at: 2, "b", branch: "feature"),
      run("c", at: 3, "a", branch: "main", position: 1, isDirty: true),
      run("d", at: 4, "a", branch: "main", position: 1, slowdown: 1.3), run("e", at: 5, "e", branch: "main"),
      run("f", at: 6, "f"),
    ]
    let axis = RunSelection().axis(of: runs)
    #expect(names(axis) == [["a"]])
    #expect(axis.leftOut == [.otherBranch: 2, .changedFiles: 1, .plantedSlowdown: 1, .unknownPosition: 1])
    let dirty = RunSelection(includesChangedFiles: true).axis(of: runs)
    #expect(names(dirty) == [["a"], ["c"]], "changed files are a position of their own")
    #expect(dirty.positions.map(\.isDirty) == [false, true])
  }

  @Test("A commit that clones number differently has the number of its newest run, in any order of the runs")
  func twoNumbers() {
    let runs = [
      run("a", at: 1, "a", branch: "main", position: 5), run("b", at: 2, "b", branch: "main", position: 3),
      run("c", at: 3, "a", branch: "main", position: 2), run("d", at: 4, "a", branch: "main"),
    ]
    for runs in [runs, runs.reversed(), [runs[2], runs[0], runs[3], runs[1]]] {
      let axis = RunSelection().axis(of: runs)
      #expect(names(axis) == [["a", "c", "d"], ["b"]] && axis.positions.map(\.number) == [2, 3])
    }
  }

  @Test("A branch that is asked for is in the order of time")
  func branch() {
    let runs = [
      run("a", at: 1, "a", branch: "main", position: 1), run("c", at: 3, "c", branch: "feature"),
      run("b", at: 2, "b", branch: "feature"),
    ]
    let axis = RunSelection(branch: "feature").axis(of: runs)
    #expect(names(axis) == [["b"], ["c"]] && axis.leftOut == [.otherBranch: 1] && axis.branch == "feature")
  }

  @Test("Without git every run is a position, in the order of time")
  func withoutGit() {
    let axis = RunSelection().axis(of: [run("b", at: 2), run("a", at: 1), run("c", at: 3)])
    #expect(names(axis) == [["a"], ["b"], ["c"]] && axis.leftOut.isEmpty && axis.branch == nil)
  }

  @Test("A shallow clone's run of a commit whose position another run knows has that position")
  func shallow() {
    let axis = RunSelection().axis(of: [
      run("full", at: 1, "b", branch: "main", position: 2), run("shallow", at: 2, "b"),
      run("first", at: 3, "a", branch: "main", position: 1),
    ])
    #expect(names(axis) == [["first"], ["full", "shallow"]])
    let all = RunSelection().axis(of: [
      run("b", at: 2, "b", branch: "main"), run("a", at: 1, "a", branch: "main"), run("x", at: 3, "x", branch: "other"),
    ])
    #expect(names(all) == [["a"], ["b"]] && all.leftOut == [.otherBranch: 1], "shallow clones alone")
  }

  @Test("The same runs in any order give the same axis")
  func determinism() {
    let runs = (0..<12).map { index in
      run("r\(index)", at: Double(index % 3), "c\(index % 5)", branch: "main", position: index % 5 + 1)
    }
    let axis = RunSelection().axis(of: runs)
    #expect(RunSelection().axis(of: runs.reversed()) == axis)
    #expect(axis.positions.count == 5)
  }
}
