import Foundation
import PerformanceBuild

/// The release build of an executable of this package, in the folder of the benchmarks' build.
struct ProductBuild {
  /// The product to build.
  let product: String
  /// The package that depends on this one, or this one.
  let package: URL
  /// Where the build is.
  let state: StateLocation

  /// Builds the product where this package has changed since.
  /// - Parameters:
  ///   - launcher: the running executable, which SwiftPM has just brought up to date.
  ///   - environment: the environment of the build.
  /// - Returns: The executable.
  func run(launcher: URL, environment: [String: String]) throws(LaunchFailure) -> URL {
    let scratch = try makeFolder()
    let file = ProductLocation.built(product, in: scratch)
    // Running SwiftPM would add a second to each command.
    guard !SourceDates.isNewer(file, thanPackageAnd: launcher) else { return file }
    let begin = Date()
    FileHandle.standardError.write(
      Data("building \(product) (its first use, or its sources changed)\n".utf8))
    try SwiftBuild(
      arguments: [
        "--package-path", package.path, "--scratch-path", scratch.path, "-c", "release", "--product", product,
      ]
        + MeasuredBuild.flags,
      environment: environment
    ).run()
    guard FileManager.default.isExecutableFile(atPath: file.path) else {
      throw .internalError("'swift build' succeeded, but \(file.path) is not there; remove \(scratch.path).")
    }
    // SwiftPM links nothing where nothing has changed. A source that was saved during the build stays newer.
    try? FileManager.default.setAttributes(
      [.modificationDate: begin], ofItemAtPath: file.resolvingSymlinksInPath().path)
    return file
  }

  private func makeFolder() throws(LaunchFailure) -> URL {
    do {
      try state.create()
      return try StateLocation.makeBuildFolder(state.build)
    } catch {
      throw LaunchFailure(
        message: "\(state.url.path) cannot be written; check its permissions and the disk.", status: .configuration)
    }
  }
}
