import Foundation
import PerformanceSystem
import PerformanceTestSupport

/// A repository with a package and another one that it pushes to, where `swift` records its arguments and builds nothing.
struct HookedRepository {
  let repository: ScratchRepository
  private let other: ScratchRepository
  private let tools: RecordingTools

  /// - Parameter package: the folder of the package in the checkout; its root unless given.
  init(package: String = ".") throws {
    repository = try ScratchRepository()
    other = try ScratchRepository()
    try other.git("config", "receive.denyCurrentBranch", "ignore")
    try repository.git("remote", "add", "origin", other.url.path)
    try repository.write("// swift-tools-version: 6.3\n", to: package + "/Package.swift")
    try repository.write("let answer = 42\n", to: package + "/Sources/Code/Code.swift")
    try repository.write(".perftest\n", to: ".gitignore")
    try repository.commit()
    try repository.git("push", "-q", "--set-upstream", "origin", "main")
    tools = try RecordingTools([
      "swift": """
      case " $* " in
        *" perftest hooks changed "*) cat "$folder/filter" ;;
        *" perftest gate "*) exit "$(cat "$folder/status")" ;;
      esac
      """
    ])
    try tools.write("^(AppTests)\\.\n", to: "filter")
    try tools.write("0\n", to: "status")
  }

  /// Sets what `hooks changed` prints.
  func filter(_ text: String) throws { try tools.write(text, to: "filter") }

  /// Sets the exit status of the gate.
  func gate(endsWith status: Int) throws { try tools.write("\(status)\n", to: "status") }

  /// The arguments of each call of `swift` so far.
  func calls() throws -> [[String]] { try tools.calls().map { Array($0.dropFirst()) } }

  /// Runs git in the checkout, or in another folder, with the recording `swift`.
  /// - Throws: ``TestTool/Failure`` with its output where it fails.
  @discardableResult
  func git(_ arguments: String..., in folder: URL? = nil) throws -> String {
    let settings = ["user.name=Test", "user.email=test@example.com", "commit.gpgsign=false"].flatMap { ["-c", $0] }
    return try TestTool.run(
      ["git", "-C", (folder ?? repository.url).path] + settings + arguments,
      environment: tools.environment())
  }

  /// Commits a change of a file.
  func change(_ path: String) throws {
    try repository.write("// \(UUID().uuidString)\n", to: path)
    try repository.commit()
  }
}
