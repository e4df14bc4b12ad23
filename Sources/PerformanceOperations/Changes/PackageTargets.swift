import Foundation

/// The targets of a package, as `swift package describe --type json` prints them.
package struct PackageTargets: Equatable, Sendable {
  /// A target.
  package struct Target: Equatable, Sendable, Decodable {
    /// Its name, which is that of its module.
    package var name: String
    /// `test`, `library`, `executable` and others.
    package var type: String
    /// Its folder, from the package's.
    package var path: String
    /// The targets of the same package that it depends on.
    package var targets: [String]
    /// The products of other packages that it depends on.
    package var products: [String]

    package init(name: String, type: String = "library", path: String, targets: [String] = [], products: [String] = [])
    {
      (self.name, self.type, self.path, self.targets, self.products) = (name, type, path, targets, products)
    }
  }

  /// The package's folder.
  package var folder: String
  /// Its targets.
  package var targets: [Target]
  /// The targets of each product that other packages may depend on.
  package var products: [String: [String]]
  /// The folders of the packages that it names by path.
  package var neighbours: [String]

  package init(
    folder: String, targets: [Target], products: [String: [String]] = [:], neighbours: [String] = []
  ) {
    (self.folder, self.targets, self.products, self.neighbours) = (folder, targets, products, neighbours)
  }
}

extension PackageTargets: Decodable {
  private enum Key: String, CodingKey { case path, targets, products, dependencies }

  private struct Product: Decodable {
    var name: String
    var targets: [String]
  }

  private struct Dependency: Decodable { var path: String? }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let products = try container.decode([Product].self, forKey: .products)
    self.init(
      folder: try container.decode(String.self, forKey: .path),
      targets: try container.decode([Target].self, forKey: .targets),
      products: Dictionary(products.map { ($0.name, $0.targets) }) { first, _ in first },
      neighbours: try container.decode([Dependency].self, forKey: .dependencies).compactMap(\.path))
  }
}

extension PackageTargets.Target {
  private enum CodingKeys: String, CodingKey {
    case name, type, path
    case targets = "target_dependencies"
    case products = "product_dependencies"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name), type: try container.decode(String.self, forKey: .type),
      path: try container.decode(String.self, forKey: .path),
      targets: try container.decodeIfPresent([String].self, forKey: .targets) ?? [],
      products: try container.decodeIfPresent([String].self, forKey: .products) ?? [])
  }
}
