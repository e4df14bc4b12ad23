/// Why a recording kept, replaced or refused a metric.
package enum RecordingDetail: Equatable, Sendable {
  /// No `measure` call produces the benchmark any more.
  case benchmarkGone
  /// Its benchmark no longer measures, records or judges the metric.
  case metricGone
  /// The baseline has another methodology than the rest of its file has now.
  case otherMethodology(recorded: Int, here: Int)
  /// It was not available in this recording.
  case unavailable(Unavailability?)
  /// The fresh sessions agree better than those of the baseline.
  case agreesBetter
  /// The tolerance differs from that of the baseline.
  case otherTolerance
  /// The GPU here differs from that of the baseline.
  case gpuDifferences([GPUDifference])
  /// The GPU here and that of the baseline cannot be compared.
  case gpuMismatch(GPUMismatch)
  /// The sessions do not name their GPU.
  case gpuUnknown
  /// The sessions come from several GPUs, named by their identifiers.
  case severalGPUs([String])
  /// The number of sessions without a value; the others are too few.
  case withoutValue(Int, of: Int, because: Unavailability?)
  /// The number of sessions that were left out.
  case leftOut(Int, of: Int, because: GPUCaveat?)
  /// The number of sessions that were left out; the others are too few.
  case tooFewLeft(Int, of: Int, because: GPUCaveat?)
}
