import PerformanceBundles
import PerformanceRecords

extension FreshBuild.Result {
  /// The message about the result; `nil` where there is nothing to report.
  package var text: String? {
    switch self {
    case .upToDate: nil
    case .mended(let findings):
      "recompiled outdated modules after the build: \(Self.list(findings))"
    case .anew(let reason):
      "rebuilt everything: \(Self.text(of: reason))"
    case .unprovable(let reason):
      "whether later builds are up to date cannot be shown, so each will build everything: \(Self.text(of: reason))"
    }
  }

  private static func text(of reason: FreshBuild.Reason) -> String {
    switch reason {
    case .unreadable(.description(let file)):
      "\(file.printable) does not list the parts of the build, as that of Swift 6.3 does"
    case .unreadable(.otherCommands(let file)):
      "\(file.printable) has commands that Swift 6.3 does not have"
    case .unusableFolder: "SwiftPM could not read its own files in the build folder"
    case .unsettled(let findings):
      "after \(FreshBuild.mostTurns) builds these modules were still outdated: \(list(findings))"
    }
  }

  private static func list(_ findings: [OutdatedModules.Finding]) -> String {
    let shown = findings.prefix(6).map { "\($0.module.name.printable) (\(text(of: $0.cause)))" }
    let rest = findings.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func text(of cause: OutdatedModules.Cause) -> String {
    switch cause {
    case .incomplete: "a part was missing"
    case .gone(let file): "\(name(of: file)) is gone"
    case .changed(let file): "\(name(of: file)) changed"
    case .leftOver(let file): "\(name(of: file)) belongs to no module any more"
    }
  }

  private static func name(of file: String) -> String {
    (file.split(separator: "/").last.map(String.init) ?? file).printable
  }
}
