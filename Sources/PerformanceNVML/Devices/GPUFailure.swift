/// The reason why no GPU can be read.
public struct GPUFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let failure: NVMLFailure

  package init(_ failure: NVMLFailure) { self.failure = failure }

  /// The problem, in one sentence.
  public var problem: String { failure.problem }

  /// The remedy, in one or two sentences.
  public var remedy: String { failure.remedy }

  /// The problem and the remedy as sentences.
  public var description: String { failure.description }
}
