/// The version of the measuring method; numbers of different versions are not compared.
///
/// Raise it when the loop, the window, the session summary or the counting changes the numbers of unchanged code.
/// Version 2 gives processes an environment of their own without backtraces of errors, and keeps asynchronous bodies on
/// their caller's actor.
package enum Methodology {
  /// The version of this build.
  package static let current = 2
}
