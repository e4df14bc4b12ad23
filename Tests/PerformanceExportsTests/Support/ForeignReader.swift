import Foundation
import PerformanceSystem
import PerformanceTestSupport

/// A program of others that reads a format: a document is right when it accepts it.
struct ForeignReader {
  /// The program, or the interpreter of a Python module.
  let executable: String

  /// A program on the path; `nil` where it is absent.
  static func program(_ name: String) -> ForeignReader? {
    SearchPath.executable(name, in: ProcessInfo.processInfo.environment).map { ForeignReader(executable: $0) }
  }

  /// The Python that has all modules, the one of `READER_PYTHON` or `python3`; `nil` where none has.
  static func python(with modules: String...) -> ForeignReader? {
    let names = [ProcessInfo.processInfo.environment["READER_PYTHON"], "python3"].compactMap { $0 }
    let imports = modules.map { "import \($0)" }.joined(separator: "\n")
    return names.lazy.compactMap { $0.hasPrefix("/") ? ForeignReader(executable: $0) : program($0) }
      .first { (try? $0.run(["-c", imports]).ending) == .exited(0) }
  }

  /// How the program ended, and what it wrote to both streams.
  struct Outcome {
    var ending: ChildProcess.Ending
    var text: String
  }

  /// Runs the program to its end.
  /// - Parameter folder: its working folder.
  func run(_ arguments: [String], in folder: URL? = nil) throws -> Outcome {
    let output = try TemporaryFolder()
    let file = output.file("output")
    let process = try ChildProcess(
      executable, arguments: [executable] + arguments, environment: ProcessInfo.processInfo.environment, folder: folder,
      output: .file(file))
    let ending = process.wait(seconds: 1800)
    return Outcome(ending: ending, text: String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}
