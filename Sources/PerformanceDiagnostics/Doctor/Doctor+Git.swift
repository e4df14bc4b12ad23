import PerformanceHealth
import PerformanceText

extension Doctor {
  /// The longest time of a question to git, in seconds.
  private static let slowGit = 1.0

  /// The repository of the package by its files alone, without starting git.
  var repository: HealthFinding {
    let name = "git repository"
    guard let package = probe.package else { return .ok(name, "no package") }
    guard let folder = repositoryFolder(above: package.folder) else {
      return .warning(
        name, "the package is in no repository",
        "baselines will not contain their commit, and no older build confirms a regression; type 'git init'")
    }
    let head = probe.line(folder + "/HEAD") ?? ""
    guard head.hasPrefix("ref: ") || (head.count >= 40 && head.allSatisfy(\.isHexDigit)) else {
      return .problem(name, "\(folder)/HEAD names no commit and no branch", "restore it; 'git fsck' shows what is lost")
    }
    return .ok(name, folder)
  }

  /// The folder of git's files; in a worktree, `.git` is a file that names it.
  private func repositoryFolder(above folder: String) -> String? {
    var parts = folder.split(separator: "/")
    while true {
      let candidate = "/" + (parts + [".git"]).joined(separator: "/")
      if probe.exists(candidate) {
        guard let line = probe.line(candidate), line.hasPrefix("gitdir: ") else { return candidate }
        let path = String(line.dropFirst("gitdir: ".count))
        return path.hasPrefix("/") ? path : "/" + parts.joined(separator: "/") + "/" + path
      }
      guard !parts.isEmpty else { return nil }
      parts.removeLast()
    }
  }

  /// The programs without which nothing is built, or no older build is made.
  var requiredTools: HealthFinding {
    let name = "tools"
    guard let swift = probe.executable("swift") else {
      return .problem(name, "'swift' is not on the PATH", "install Swift 6.3 (swift.org/install) or extend PATH")
    }
    guard let git = probe.executable("git") else {
      return .warning(
        name, "'git' is not on the PATH",
        "baselines will not contain their commit, and no older build confirms a regression; install git")
    }
    return .ok(name, "\(swift), \(git)")
  }

  /// Whether git answers, and how fast.
  var git: HealthFinding {
    let name = "git"
    guard let path = probe.executable("git") else { return .ok(name, "not installed") }
    guard let package = probe.package, repositoryFolder(above: package.folder) != nil else {
      return .ok(name, "no repository")
    }
    let begin = probe.seconds()
    guard let root = probe.output([path, "-C", package.folder, "rev-parse", "--show-toplevel"]) else {
      return .problem(
        name, "git cannot read the repository",
        "type 'git -C \(package.folder) status': it says why, such as another owner of the folder")
    }
    guard probe.output([path, "-C", package.folder, "cat-file", "-e", "HEAD"]) != nil else {
      return .warning(
        name, "the repository \(root) has no commit that can be read", "commit once; 'git fsck' shows what is lost")
    }
    let seconds = probe.seconds() - begin
    let measure = HealthFinding.Measure(seconds, "s", limit: Self.slowGit)
    let found = "repository \(root)"
    return seconds <= Self.slowGit
      ? .ok(name, found, nil, measure)
      : .warning(
        name, "\(found), two questions took \(ValueFormat.duration(seconds: seconds))",
        "every gate asks git; type 'git gc'", measure)
  }

  /// A hook that measures before a push is the user's own; nothing here installs one.
  var hooks: HealthFinding {
    let name = "git hooks"
    guard let git = probe.executable("git"), let package = probe.package,
      let folder = probe.output([git, "-C", package.folder, "rev-parse", "--git-path", "hooks"])
    else { return .ok(name, "off") }
    let hook = (folder.hasPrefix("/") ? folder : package.folder + "/" + folder) + "/pre-push"
    guard probe.read(hook)?.contains("perftest") == true else { return .ok(name, "off") }
    guard probe.isExecutable(hook) else {
      return .problem(name, "\(hook) runs perftest, and git does not run it", "type 'chmod +x \(hook)'")
    }
    return .ok(name, "\(hook) runs perftest")
  }
}
