/// The inputs of a build that are known without its files: equal keys and equal surroundings mean equal builds.
package struct BundleKey: Equatable, Codable {
  /// The hash of the repository's tree.
  package var tree: String
  /// The hashes of the trees of submodules, by their paths.
  package var submodules: [String: String]
  /// The folder of the package in the tree; its path is compiled in.
  package var package: String
  /// The compiler and the target system.
  package var toolchain: String
  /// The options of the build.
  package var options: [String]
  /// The environment variables that compilers and linkers read.
  package var variables: [String: String]
  /// The versions of dependencies, where the tree does not fix them.
  package var resolvedVersions: String?
  /// The version of the rule that proves a bundle up to date; bundles kept by another version are rebuilt.
  package var proof = 1

  package init(
    tree: String, submodules: [String: String] = [:], package: String, toolchain: String, options: [String] = [],
    variables: [String: String] = [:], resolvedVersions: String? = nil
  ) {
    self.tree = tree
    self.submodules = submodules
    self.package = package
    self.toolchain = toolchain
    self.options = options
    self.variables = variables
    self.resolvedVersions = resolvedVersions
  }
}

/// The record of a cached bundle.
package struct KeptBundleRecord: Equatable, Codable {
  /// The key of its build.
  package var key: BundleKey
  /// Fingerprints of the inputs from outside the repository, by path.
  package var surroundings: [String: String]
  /// The environment variables that the manifests may read; `nil` for one that was not set.
  package var variables: [String: String?]

  package init(key: BundleKey, surroundings: [String: String] = [:], variables: [String: String?] = [:]) {
    self.key = key
    self.surroundings = surroundings
    self.variables = variables
  }
}
