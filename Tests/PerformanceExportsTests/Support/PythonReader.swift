import Foundation
import PerformanceTestSupport
import Testing

/// A script below `Fixtures/Readers` that reads a document with an independent parser.
struct PythonReader {
  private let python: ForeignReader
  private let script: String

  /// A script; `nil` without a Python that has the modules.
  init?(_ script: String, with modules: String...) {
    let imported = modules.isEmpty ? "sys" : modules.joined(separator: ", ")
    guard let python = ForeignReader.python(with: imported) else { return nil }
    (self.python, self.script) = (python, script)
  }

  /// Reads a document; the script ends with 0 when it is right.
  /// - Returns: What the script printed.
  @discardableResult
  func read(
    _ document: String, texts: [String]? = nil, _ arguments: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let folder = try TemporaryFolder()
    var words = ["-B", Fixture.file("Readers/\(script)").path, try folder.write(document, to: "document").path]
    if let texts {
      try HostileText.write(texts, to: folder.file("texts"))
      words.append(folder.file("texts").path)
    }
    let outcome = try python.run(words + arguments, in: folder.url)
    #expect(outcome.ending == .exited(0), "\(outcome.text.suffix(2_000))", sourceLocation: sourceLocation)
    return outcome.text
  }
}
