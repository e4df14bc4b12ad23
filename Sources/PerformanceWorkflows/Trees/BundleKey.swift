/// What decides about a build before its files are looked at: two builds with one key and the same surroundings are one.
package struct BundleKey: Hashable, Codable {
  /// The hash of the repository's tree.
  package var tree: String
  /// The hashes of the trees of submodules, by their paths.
  package var submodules: [String: String]
  /// The folder of the package in the tree; its path is compiled in.
  package var package: String
  /// The compiler, and the system it links with.
  package var toolchain: String
  /// The options of the build.
  package var options: [String]
  /// Environment variables that compilers and linkers read.
  package var variables: [String: String]
  /// The versions of dependencies, where the tree does not say them.
  package var resolvedVersions: String?
  /// How a bundle is proven to be made of its tree: one that was kept by another rule, or by none, is built again.
  package var proof = 1

  /// A key from its parts.
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

/// What is known of a bundle that is kept.
package struct KeptBundleRecord: Hashable, Codable {
  /// What decides about its build.
  package var key: BundleKey
  /// Fingerprints of what was built in from outside of the repository, by path.
  package var surroundings: [String: String]
  /// The environment variables that the manifests may read; `nil` for one that was not set.
  package var variables: [String: String?]

  /// A record from its parts.
  package init(key: BundleKey, surroundings: [String: String] = [:], variables: [String: String?] = [:]) {
    self.key = key
    self.surroundings = surroundings
    self.variables = variables
  }
}
