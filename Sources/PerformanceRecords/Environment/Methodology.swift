/// The version of how numbers are made; numbers of different versions are not compared.
///
/// Raise it when the loop, the window, the session summary or the counting changes what unchanged code measures.
package enum Methodology {
  /// The version of this build.
  package static let current = 1
}
