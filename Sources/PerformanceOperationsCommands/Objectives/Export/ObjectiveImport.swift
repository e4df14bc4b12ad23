import Foundation
import PerformanceOperations
import PerformanceSystem

/// The objectives of documents of OpenSLO or Sloth.
package struct ObjectiveImport {
  package let objectives: [Objective]

  private static let remedy =
    "Give what 'slo export openslo' or 'slo export sloth' wrote, as JSON. Objectives of other metrics have no events "
    + "here: write them into baselines/objectives.json with an 'indicator'."

  /// Reads documents: one, or several with lines of '---' between them.
  /// - Parameter file: the name of the file, for messages.
  /// - Throws: ``InputError`` with the document and the key.
  package init(_ data: Data, file: String) throws {
    let text = String(decoding: data, as: UTF8.self)
    var documents: [String] = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.trimmingCharacters(in: .whitespaces) == "---" {
        documents.append("")
      } else {
        documents[documents.count - 1] += line + "\n"
      }
    }
    documents.removeAll { $0.allSatisfy(\.isWhitespace) }
    guard !documents.isEmpty else { throw InputError(file: file, problem: "is empty", remedy: Self.remedy) }
    var all: [Objective] = []
    for (index, document) in documents.enumerated() {
      let name = documents.count == 1 ? file : "\(file), document \(index + 1)"
      all += try Self.objectives(of: Data(document.utf8), name: name)
    }
    var seen: Set<String> = []
    if let twice = all.first(where: { !seen.insert($0.id).inserted }) {
      throw InputError(file: file, problem: "has the objective '\(twice.id)' twice", remedy: "Delete one of the two.")
    }
    objectives = all
  }

  private struct Head: Decodable {
    var apiVersion: String?
    var kind: String?
    var version: String?
  }

  private static func objectives(of data: Data, name: String) throws -> [Objective] {
    let head = try JSONFile.decode(Head.self, from: data, file: name, remedy: remedy)
    switch (head.apiVersion, head.kind, head.version) {
    case (OpenSLODocument.version, OpenSLODocument.kind, _):
      return [try objective(JSONFile.decode(OpenSLODocument.self, from: data, file: name, remedy: remedy), name)]
    case (_, _, SlothDocument.version):
      let document = try JSONFile.decode(SlothDocument.self, from: data, file: name, remedy: remedy)
      return try document.slos.map { try objective($0, name) }
    default:
      let found = head.apiVersion ?? head.version ?? "no version"
      throw InputError(
        file: name,
        problem: "is no objective of \(OpenSLODocument.version) or \(SlothDocument.version), but '\(found)'",
        remedy: remedy)
    }
  }

  private static func objective(_ document: OpenSLODocument, _ name: String) throws -> Objective {
    let key = OpenSLODocument.annotation
    var objective = try annotated(document.metadata.annotations?[key], key: "metadata.annotations.\(key)", name)
    guard let target = document.spec.objectives.first?.target, document.spec.objectives.count == 1 else {
      throw InputError(file: name, problem: "has 'spec.objectives' that are not one target", remedy: remedy)
    }
    objective.id = document.metadata.name
    objective.note = document.spec.description
    objective.target = target
    if let window = document.spec.timeWindow?.first {
      guard let days = days(window.duration) else {
        throw InputError(
          file: name, problem: "has 'spec.timeWindow.duration' '\(window.duration)'",
          remedy: "Give days or weeks, such as 28d or 4w.")
      }
      objective.period = .days(days)
    }
    return try checked(objective, name)
  }

  private static func objective(_ entry: SlothDocument.Entry, _ name: String) throws -> Objective {
    let key = SlothDocument.annotation
    var objective = try annotated(
      entry.alerting.annotations[key], key: "slos.\(entry.name).alerting.annotations.\(key)", name)
    objective.id = entry.name
    objective.note = entry.description
    // 99.9 / 100 is 0.9990000000000001.
    objective.target = (entry.objective * 1e6).rounded() / 1e8
    return try checked(objective, name)
  }

  private static func annotated(_ text: String?, key: String, _ name: String) throws -> Objective {
    guard let text else { throw InputError(file: name, problem: "has no '\(key)'", remedy: remedy) }
    return try JSONFile.decode(Objective.self, from: Data(text.utf8), file: "\(name), \(key)", remedy: remedy)
  }

  /// The objective, read again as from the file, with the conditions that the file has.
  private static func checked(_ objective: Objective, _ name: String) throws -> Objective {
    let text = try objective.compactJSON
    return try JSONFile.decode(Objective.self, from: Data(text.utf8), file: name, remedy: remedy)
  }

  private static func days(_ duration: String) -> Int? {
    guard let unit = duration.last, let number = Int(duration.dropLast()), number > 0 else { return nil }
    return switch unit {
    case "d": number
    case "w": number.multipliedReportingOverflow(by: 7).partialValue
    default: nil
    }
  }
}
