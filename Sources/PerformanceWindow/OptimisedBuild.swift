/// How this build was compiled, as far as measured code has it.
package enum OptimisedBuild {
  /// Whether code is optimised.
  ///
  /// This module is compiled as the measured code is; the others of a bundle are not optimised in any build, and the
  /// same question asked there would always be answered with no.
  package static var isOptimised: Bool { !_isDebugAssertConfiguration() }
}
