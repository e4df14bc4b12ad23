/// The version of how numbers are made; numbers of different versions are not compared.
///
/// Raise it when the loop, the window, the session summary or the counting changes what unchanged code measures. The second
/// one has processes with an environment of their own, without backtraces of errors, and asynchronous bodies that stay on
/// their caller's actor.
package enum Methodology {
  /// The version of this build.
  package static let current = 2
}
