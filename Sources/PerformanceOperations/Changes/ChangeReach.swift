/// The modules with benchmarks that changed files can reach, by the dependencies between targets.
///
/// A file of a target reaches every target that depends on it; a manifest reaches all of them, since it has settings of
/// the compiler. A file of no target, such as a document, reaches none, and a baseline its own module.
package struct ChangeReach {
  private let packages: [PackageTargets]
  /// The targets that depend on a target themselves.
  private let users: [Name: [Name]]
  /// The modules with benchmarks: test targets of the first package that depend on the library.
  private let benchmarks: [Name]

  /// A target; two packages may have one of the same name.
  private struct Name: Hashable {
    let package: String
    let name: String
  }

  /// - Parameters:
  ///   - packages: the package with the benchmarks first, then those that it names by path.
  ///   - library: the product whose users are benchmarks.
  package init(_ packages: [PackageTargets], library: String = "PerformanceTesting") {
    self.packages = packages
    users = Self.users(in: packages)
    let measuring = Self.dependents(of: Self.targets(of: library, in: packages), users)
    benchmarks = packages.prefix(1).flatMap { package in
      package.targets.filter { $0.type == "test" }.map { Name(package: package.folder, name: $0.name) }
    }.filter(measuring.contains)
  }

  /// The modules that files can reach, in order of their names.
  /// - Parameters:
  ///   - files: absolute paths.
  ///   - baselines: the folder of the baselines.
  package func modules(of files: [String], baselines: String) -> [String] {
    var reached: Set<Name> = []
    for file in files {
      if isManifest(file) { return benchmarks.map(\.name).sorted() }
      reached.formUnion(targets(with: file))
      reached.formUnion(benchmarks.filter { isBaseline(file, of: $0.name, in: baselines) })
    }
    let all = Self.dependents(of: reached, users)
    return benchmarks.filter(all.contains).map(\.name).sorted()
  }

  // MARK: - The graph

  /// The targets of a product, and those that depend on it where its package is not among these.
  private static func targets(of product: String, in packages: [PackageTargets]) -> Set<Name> {
    Set(
      packages.flatMap { package in
        let own = package.products[product] ?? []
        let users = package.targets.filter { $0.products.contains(product) }.map(\.name)
        return (own + users).map { Name(package: package.folder, name: $0) }
      })
  }

  /// Some targets, and all that depend on them.
  private static func dependents(of targets: Set<Name>, _ users: [Name: [Name]]) -> Set<Name> {
    var found = targets
    var pending = Array(targets)
    while let target = pending.popLast() {
      for user in users[target] ?? [] where found.insert(user).inserted { pending.append(user) }
    }
    return found
  }

  private static func users(in packages: [PackageTargets]) -> [Name: [Name]] {
    var users: [Name: [Name]] = [:]
    for package in packages {
      for target in package.targets {
        let name = Name(package: package.folder, name: target.name)
        let own = target.targets.map { Name(package: package.folder, name: $0) }
        let others = target.products.flatMap { product in
          packages.flatMap { other in
            (other.products[product] ?? []).map { Name(package: other.folder, name: $0) }
          }
        }
        for dependency in own + others { users[dependency, default: []].append(name) }
      }
    }
    return users
  }

  // MARK: - Files

  private func isManifest(_ file: String) -> Bool {
    packages.contains { package in
      guard let path = Self.path(of: file, in: package.folder), !path.contains("/") else { return false }
      return path.hasPrefix("Package") && (path.hasSuffix(".swift") || path.hasSuffix(".resolved"))
    }
  }

  /// The targets whose folder has a file; that of the innermost folder where one lies in another.
  private func targets(with file: String) -> [Name] {
    let folders = packages.flatMap { package in
      package.targets.map { target in
        let folder = target.path == "." ? package.folder : package.folder + "/" + target.path
        return (folder: folder, name: Name(package: package.folder, name: target.name))
      }
    }
    let holding = folders.filter { Self.path(of: file, in: $0.folder) != nil }
    let innermost = holding.map(\.folder.utf8.count).max()
    return holding.filter { $0.folder.utf8.count == innermost }.map(\.name)
  }

  /// `<baselines>/<toolchain>/…/<Module>.<Suite>.json`
  private func isBaseline(_ file: String, of module: String, in baselines: String) -> Bool {
    guard let path = Self.path(of: file, in: baselines), path.contains("/"), path.hasSuffix(".json") else {
      return false
    }
    return path.split(separator: "/").last?.hasPrefix(module + ".") == true
  }

  /// The path of a file from a folder; `nil` for one elsewhere.
  private static func path(of file: String, in folder: String) -> Substring? {
    file.hasPrefix(folder + "/") ? file.dropFirst(folder.count + 1) : nil
  }
}
