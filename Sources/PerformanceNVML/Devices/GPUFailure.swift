/// Why no GPU can be asked here.
public struct GPUFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let failure: NVMLFailure

  package init(_ failure: NVMLFailure) { self.failure = failure }

  /// What is wrong, in one sentence.
  public var problem: String { failure.problem }

  /// What to do about it, in one or two sentences.
  public var remedy: String { failure.remedy }

  /// The problem and the remedy, each a sentence.
  public var description: String { failure.description }
}
