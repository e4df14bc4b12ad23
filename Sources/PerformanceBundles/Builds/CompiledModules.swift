import Foundation

/// The modules of a build with their input files, all read at one time.
package struct CompiledModules {
  /// A compiled module.
  package struct Module {
    /// Its description by SwiftPM.
    package let description: BuildDescription.Module
    /// The time of its compilation: the compiler writes the list of its input files each time, while an unchanged
    /// object or interface keeps its date. `nil` where an output is missing.
    package internal(set) var compiled: FileStamp?
    /// Its input files of all kinds.
    package let inputs: [String]
  }

  /// The folder of the products, without links.
  package let folder: URL
  /// The modules.
  package private(set) var modules: [Module]
  /// The stamp of each input; `nil` for a removed one.
  package let files: [String: FileStamp?]
  /// Interfaces among the inputs that no module of the build produces any more.
  package let leftovers: Set<String>

  /// Reads the modules in the folder of the products.
  /// - Throws: ``BuildDescription/Unreadable``.
  package init(products folder: URL) throws(BuildDescription.Unreadable) {
    self.folder = folder
    let description = try BuildDescription(products: folder)
    modules = description.modules.compactMap(Self.read)
    var files: [String: FileStamp?] = [:]
    for module in modules {
      for input in module.inputs where files[input] == nil { files.updateValue(FileStamp(of: input), forKey: input) }
    }
    self.files = files
    let written = Set(modules.map(\.description.interface))
    let prefix = folder.path + "/"
    leftovers = Set(
      files.keys.filter { $0.hasSuffix(".swiftmodule") && $0.hasPrefix(prefix) && !written.contains($0) })
  }

  /// A module; `nil` for one that was never compiled, because no product needs it.
  private static func read(_ module: BuildDescription.Module) -> Module? {
    let inputs = DependencyFile.inputs(of: module.dependencies)
    let objects = module.objects.filter { access($0, F_OK) == 0 }
    guard inputs != nil || !objects.isEmpty else { return nil }
    // An interrupted build may have left the list of a compilation without its objects.
    let isWhole = inputs != nil && objects.count == module.objects.count && access(module.interface, F_OK) == 0
    return Module(
      description: module, compiled: isWhole ? FileStamp(of: module.dependencies) : nil, inputs: inputs ?? [])
  }

  /// A copy without the outputs of these modules.
  package func removing(_ removed: [BuildDescription.Module]) -> CompiledModules {
    var copy = self
    for index in modules.indices where removed.contains(modules[index].description) {
      copy.modules[index].compiled = nil
    }
    return copy
  }
}
