/// The build settings of measured code.
package enum OptimisedBuild {
  /// Whether code is optimised.
  ///
  /// This module is compiled with the settings of measured code; the other modules of a bundle are never optimised, so
  /// that this check would always fail there.
  package static var isOptimised: Bool { !_isDebugAssertConfiguration() }
}
