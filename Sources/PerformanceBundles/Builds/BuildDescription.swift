import Foundation

/// The Swift modules of a build, by the description that SwiftPM keeps beside its products.
package struct BuildDescription {
  /// A module.
  package struct Module: Equatable, Sendable {
    /// Its name, as in `import`.
    package var name: String
    /// Its object files.
    package var objects: [String]
    /// Its `.swiftmodule`.
    package var interface: String
    /// The list of the files it was compiled from.
    package var dependencies: String

    package init(name: String, objects: [String], interface: String, dependencies: String) {
      self.name = name
      self.objects = objects
      self.interface = interface
      self.dependencies = dependencies
    }
  }

  /// Why a build cannot be analysed.
  package enum Unreadable: Error, Equatable, Sendable {
    /// There is no description, or its format is unknown.
    case description(String)
    /// Modules are compiled by unknown commands.
    case otherCommands(String)
  }

  /// The modules, by name.
  package let modules: [Module]

  /// Reads the description in the folder of the products.
  /// - Throws: ``Unreadable``.
  package init(products folder: URL) throws(Unreadable) {
    let file = folder.appendingPathComponent("description.json")
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(contentsOf: file))
    } catch {
      throw .description(file.path)
    }
    guard document.swiftFrontendCommands?.isEmpty ?? true else { throw .otherCommands(file.path) }
    modules = document.swiftCommands.values.map { command in
      Module(
        name: command.moduleName, objects: command.objects, interface: command.moduleOutputPath,
        dependencies: command.tempsPath + "/" + command.moduleName + ".d")
    }.sorted { $0.dependencies < $1.dependencies }
  }

  private struct Document: Decodable {
    var swiftCommands: [String: Command]
    var swiftFrontendCommands: [String: Anything]?
  }

  private struct Command: Decodable {
    var moduleName: String
    var objects: [String]
    var moduleOutputPath: String
    /// The folder of the module's objects.
    var tempsPath: String
  }

  private struct Anything: Decodable {}
}
