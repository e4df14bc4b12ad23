/// Why a recording did with a metric what it did.
package enum RecordingDetail: Hashable, Sendable {
  /// No `measure` call gives the benchmark any more.
  case benchmarkGone
  /// Its benchmark no longer measures, records or judges the metric.
  case metricGone
  /// What is on file was recorded with another methodology than the rest of its file is now.
  case otherMethodology(recorded: Int, here: Int)
  /// It was not available in this recording.
  case unavailable(Unavailability?)
  /// The fresh sessions agree better than those on file.
  case agreesBetter
  /// The tolerance differs from the one on file.
  case otherTolerance
  /// The GPU here differs from the one on file in this.
  case gpuDifferences([GPUDifference])
  /// The GPU here and the one on file cannot be compared.
  case gpuMismatch(GPUMismatch)
  /// The sessions do not say of which GPU they are.
  case gpuUnknown
  /// The sessions are of several GPUs, by their identifiers.
  case severalGPUs([String])
  /// So many of all sessions have no value, and the others are too few.
  case withoutValue(Int, of: Int, because: Unavailability?)
  /// So many of all sessions were left out.
  case leftOut(Int, of: Int, because: GPUCaveat?)
  /// So many of all sessions were left out, and the others are too few.
  case tooFewLeft(Int, of: Int, because: GPUCaveat?)
}
