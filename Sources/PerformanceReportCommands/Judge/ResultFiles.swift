import Foundation
import PerformanceImports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Reads the files that the operands of `judge` name.
struct ResultFiles {
  /// The most bytes of a file.
  private static let mostBytes = 1 << 30

  private let format: ImportFormat?
  private let context: CommandContext
  private var formats: [(format: ImportFormat, file: String)] = []
  /// What the files have besides judged numbers, each with the files.
  private var noted: [(text: String, files: [String])] = []

  /// - Parameter format: the format of all files; `nil` finds it by their content.
  init(format: ImportFormat?, in context: CommandContext) {
    (self.format, self.context) = (format, context)
  }

  /// The results of files and of the files in folders; a copy of one of them is no other process and is left out.
  /// - Throws: ``InputError`` with the file and the line.
  mutating func results(_ operands: [String]) throws -> [ImportedResults] {
    var results: [ImportedResults] = []
    var names: [Int: String] = [:]
    for file in try operands.flatMap(files) {
      let bytes = try file.bytes(atMost: Self.mostBytes, remedy: "Give fewer results in one file.")
      let hash = Self.hash(bytes)
      if let other = names[hash], !bytes.isEmpty {
        record("is left out, because it has the same content as \(other.printable)", of: file)
        continue
      }
      names[hash] = file.name
      results.append(try read(ImportedFile(bytes, name: file.name)))
      for note in results[results.count - 1].notes { record(note.text, of: file) }
    }
    return results
  }

  /// The format of all files.
  /// - Throws: ``InputError`` where they are of several tools, whose numbers mean different things.
  func onlyFormat() throws -> ImportFormat {
    let first = formats[0]
    guard let other = formats.first(where: { $0.format.tool != first.format.tool }) else { return first.format }
    throw InputError(
      file: other.file, problem: "is of '\(other.format.name)', and \(first.file) of '\(first.format.name)'",
      remedy: "Give files of one tool.")
  }

  private mutating func read(_ file: ImportedFile) throws -> ImportedResults {
    let format = try format ?? ImportFormat(of: file)
    let results = try format.results(of: file)
    formats.append((format, file.name))
    return results
  }

  private static func hash(_ bytes: [UInt8]) -> Int {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  private mutating func record(_ text: String, of file: InputFile) {
    if let index = noted.firstIndex(where: { $0.text == text }) {
      noted[index].files.append(file.name)
    } else {
      noted.append((text, [file.name]))
    }
  }

  /// What the files have besides judged numbers, a sentence for files that have the same.
  var notes: [String] {
    noted.map { text, files in
      files[0].printable + (files.count > 1 ? " (like \(Plural.text(files.count - 1, "other file")))" : "") + " " + text
    }
  }

  /// The file of an operand, or the files in the folder that it names, in the order of their names.
  private func files(_ operand: String) throws -> [InputFile] {
    let url = context.file(operand)
    var isFolder: ObjCBool = false
    guard operand != InputFile.standardInput,
      FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
    else { return [InputFile(operand, at: url)] }
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { !$0.hasPrefix(".") }.sorted()
    guard !names.isEmpty else {
      throw InputError(file: url.path, problem: "is an empty folder", remedy: "Give a file, or a folder with results.")
    }
    return names.map { InputFile("./" + $0, at: url.appendingPathComponent($0)) }
  }
}
