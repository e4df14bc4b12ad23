import PerformanceRecords

extension PairAbsence {
  /// Why no pair of builds decides.
  package var text: String {
    switch self {
    case .forbidden: "--no-confirm is given"
    case .unasked: "'\(PerftestCommand.prefix) gate' measures one"
    case .noRepository(let message): message
    case .noCommit: "the repository has no commit yet"
    case .notOnFile: "it has no baseline on file"
    case .historyCutOff:
      "the history of this shallow clone ends before the baseline's commit; fetch all of it "
        + "(git fetch --unshallow, fetch-depth: 0)"
    case .commitUnknown(let commit):
      "the commit of its baseline, \(commit.shown(atMost: 60)), is not in this clone; 'git fetch' may bring it"
    case .uncommittedBaseline: "its baseline is in no commit, and was recorded outside of a repository"
    case .uncommittedCode: "its baseline was recorded from uncommitted files"
    case .notBuilt(let commit, let error): "the build of \(commit) could not be prepared: \(error)"
    case .base(let problem): problem.text
    case .notMeasured(let commit, let failure):
      "it cannot be measured at \(commit)" + (failure.map { ": " + $0.text.onOneLine(atMost: 200) } ?? "")
    case .noPair: "--no-pair is given"
    case .noBranchPoint(let message): message
    case .noBenchmarks(let commit): "\(commit) has no benchmark"
    case .other(let name): name
    }
  }
}

extension BaseProblem {
  /// Why the other build cannot be measured.
  package var text: String {
    switch self {
    case .doesNotBuild(let commit, let error): "\(commit) does not build: \(error)"
    case .cannotBeExported(let commit, let error): "the files of \(commit) cannot be exported: \(error)"
    case .cannotBeListed(let commit, let error): "the tests of \(commit) cannot be listed: \(error)"
    case .otherVersion(let commit): "\(commit) uses another version of this package"
    case .otherMethodology(let commit, let theirs, let here):
      "\(commit) measures with another methodology (\(theirs.map { "\($0)" } ?? "an older one that it does not report"), "
        + "here \(here))"
    case .copyDoesNotBuild(let error):
      "the package builds, but not as a copy of the files that git does not ignore: \(error)"
    case .fails(let failure): failure.text
    case .other(let name): name
    }
  }
}

extension BuildIdentity {
  /// The part that is identical in the two builds.
  package var text: String {
    switch self {
    case .files: "the files are the same"
    case .code: "the built code is the same"
    case .other(let name): name.text
    }
  }
}
