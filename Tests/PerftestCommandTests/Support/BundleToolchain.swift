import Foundation
import PerformanceTestSupport

/// A `swift` that compiles nothing: its build of a package is the bundle of scripted benchmarks, with the package's file
/// `work` beside it, which says what they do.
///
/// A package with a file `broken` does not build. Existing files are not written again.
struct BundleToolchain {
  private let folder: TemporaryFolder

  /// - Parameter bundle: the executable of the bundle.
  init(bundle: URL = Self.bundle) throws {
    folder = try TemporaryFolder()
    try folder.writeProgram(
      """
      #!/bin/sh
      case "$1" in
        --version) echo "Swift version of a script"; exit;;
        package) echo '{"dependencies": []}'; exit;;
      esac
      while [ $# -gt 0 ]; do
        case "$1" in --package-path) package=$2;; --scratch-path) scratch=$2;; esac
        shift
      done
      if [ -e "$package/broken" ]; then
        echo "$package/Tests/Work.swift:1:1: error: cannot find 'x' in scope"
        exit 1
      fi
      bundle="\(bundle.path)"
      built="$scratch/release/\(Self.name)"
      work="$scratch/release/Work.resources/work"
      mkdir -p "$scratch/release/Work.resources"
      echo '{"swiftCommands": {}}' > "$scratch/release/description.json"
      [ "$built" -ef "$bundle" ] || cmp -s "$bundle" "$built" || ln -f "$bundle" "$built" 2>/dev/null || cp "$bundle" "$built"
      cmp -s "$package/work" "$work" || cp "$package/work" "$work"

      """, to: "bin/swift")
  }

  /// The name of the built bundle.
  static let name = "Scripted.xctest"

  /// Built with the tests, beside their bundle.
  static let bundle = BuiltCommand.products.appendingPathComponent(ScriptedPackage.module)

  /// The `PATH` on which it is found first.
  var path: String {
    "\(folder.file("bin").path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
  }
}
