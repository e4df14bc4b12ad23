import Foundation

/// Every file of a folder with its bytes, to detect any change.
struct FolderContents: Equatable {
  /// The bytes by path.
  var files: [String: Data] = [:]

  /// The current contents of a folder; links are not followed.
  init(_ folder: URL) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(path)
      let type = try FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
      files[path] = type == .typeRegular ? try Data(contentsOf: file) : Data()
    }
  }

  /// The paths, sorted.
  var paths: [String] { files.keys.sorted() }
}
