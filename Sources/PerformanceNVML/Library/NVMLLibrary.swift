import CNVML
import PerformanceSystem

/// NVIDIA's management library, loaded but not yet started.
struct NVMLLibrary {
  private let library: DynamicLibrary
  private let hidden: Set<String>

  /// Loads the first available library.
  ///
  /// - Throws: `unsupportedSystem`, `overrideNotLoaded` or `libraryNotFound`.
  init(_ search: NVMLSearch) throws(NVMLFailure) {
    hidden = search.hiddenFunctions
    switch search.location {
    case .nowhere(let system): throw .unsupportedSystem(system)
    case .exactly(let path):
      do { library = try DynamicLibrary(path) } catch { throw .overrideNotLoaded(error.description) }
    case .firstOf(let names): library = try Self.first(of: names)
    }
  }

  /// The first library of a list that loads. When none does, the reason is that of the first, the name in the loader's
  /// own cache; the others are guesses.
  private static func first(of names: [String]) throws(NVMLFailure) -> DynamicLibrary {
    var firstError: DynamicLibraryError?
    for name in names {
      do { return try DynamicLibrary(name) } catch { firstError = firstError ?? error }
    }
    throw .libraryNotFound(firstError?.description ?? "no folder to search")
  }

  /// A function by its exported name.
  func function<Pointer>(_ name: String) -> NVMLFunction<Pointer> {
    NVMLFunction(name: name, pointer: hidden.contains(name) ? nil : library.symbol(name, as: Pointer.self))
  }

  /// Whether the library exports a name.
  func exports(_ name: String) -> Bool {
    !hidden.contains(name) && library.symbol(name, as: UnsafeRawPointer.self) != nil
  }

  var start: NVMLFunction<cnvml_start> { function("nvmlInit_v2") }

  /// The path of the library, as reported by the loader, or else its requested name.
  var path: String { library.path(holding: "nvmlInit_v2") ?? library.name }
}
