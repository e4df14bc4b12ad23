import Foundation
import PerformanceRecords
import PerformanceSystem

extension TestSelection {
  /// Swift Testing's option for a file with further options, which are added to those of the command line.
  private static let fileOption = "--configuration-path"

  /// The options in that file that select tests.
  private struct Configuration: Codable {
    var filter: [String]?
    var skip: [String]?
  }

  /// Writes the selection to a file and returns the arguments that make a bundle read it.
  ///
  /// Thousands of functions do not fit into arguments: the system limits one argument to 128 KiB, and all of them with
  /// the environment to 2 MiB.
  /// - Throws: ``InputError`` when the file cannot be written.
  package func arguments(in file: URL) throws(InputError) -> [String] {
    guard !isEverything else { return [] }
    let configuration = Configuration(filter: filters.isEmpty ? nil : filters, skip: skips.isEmpty ? nil : skips)
    do {
      try JSONEncoder().encode(configuration).write(to: file)
    } catch {
      throw InputError.unwritable(file.deletingLastPathComponent())
    }
    return [Self.fileOption, FixedLengthPath.text(of: file.path)]
  }

  /// The selection in the arguments of `swift test` or of a test bundle.
  /// - Throws: ``InputError`` for a file of options that cannot be read.
  package init(arguments: [String]) throws {
    self.init(filters: Self.values(of: "--filter", in: arguments), skips: Self.values(of: "--skip", in: arguments))
    guard let path = Self.values(of: Self.fileOption, in: arguments).first else { return }
    let remedy = "Leave the option \(Self.fileOption) out, or let it name a file of Swift Testing's options."
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw InputError(file: path, problem: "cannot be read", remedy: remedy)
    }
    let file = try JSONFile.decode(Configuration.self, from: data, file: path, remedy: remedy)
    filters += file.filter ?? []
    skips += file.skip ?? []
  }

  private static func values(of option: String, in arguments: [String]) -> [String] {
    arguments.indices.compactMap { index in
      let argument = arguments[index]
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
      return argument == option && index + 1 < arguments.count ? arguments[index + 1] : nil
    }
  }
}
