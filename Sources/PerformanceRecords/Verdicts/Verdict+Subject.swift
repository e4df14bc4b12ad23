extension Verdict {
  /// The benchmark or the function that a verdict is on.
  package enum Subject: Hashable, Sendable {
    /// A benchmark, by one of its metrics or as a whole.
    case benchmark(BenchmarkID)
    /// A function as a whole, none of whose benchmarks is known.
    case function(TestFunctionID)

    /// The benchmark; `nil` for a function.
    package var benchmark: BenchmarkID? { if case .benchmark(let id) = self { id } else { nil } }

    /// The function, or that of the benchmark.
    package var function: TestFunctionID {
      switch self {
      case .benchmark(let id): id.function
      case .function(let function): function
      }
    }

    /// The label that distinguishes benchmarks of one function.
    package var label: String? { benchmark?.label }

    /// The name without its module.
    package var shortDescription: String { id.shortDescription }

    /// The benchmark, or the function in the form of one, by which both are named, ordered and found.
    package var id: BenchmarkID {
      switch self {
      case .benchmark(let id): id
      case .function(let function): BenchmarkID(function)
      }
    }
  }
}

extension Verdict.Subject: CustomStringConvertible {
  /// `Module.Suite/test()/label`; without the label for a function.
  package var description: String { id.description }
}

extension Verdict.Subject: Comparable {
  /// By function, then by label; a function before its benchmarks.
  package static func < (first: Self, second: Self) -> Bool {
    switch (first, second) {
    case (.benchmark(let one), .benchmark(let other)): one < other
    default: first.id == second.id ? first.benchmark == nil && second.benchmark != nil : first.id < second.id
    }
  }
}

extension Verdict.Subject: Codable {
  private enum Key: String, CodingKey { case kind, module, suite, test, label }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let function = TestFunctionID(
      module: try container.decode(String.self, forKey: .module),
      suite: try container.decode([String].self, forKey: .suite),
      test: try container.decode(String.self, forKey: .test))
    switch try container.decode(String.self, forKey: .kind) {
    case "benchmark":
      var id = BenchmarkID(function)
      id.label = try container.decodeIfPresent(String.self, forKey: .label)
      self = .benchmark(id)
    // A kind of subject of a newer version belongs to a function.
    default: self = .function(function)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(benchmark == nil ? "function" : "benchmark", forKey: .kind)
    try container.encode(function.module, forKey: .module)
    try container.encode(function.suite, forKey: .suite)
    try container.encode(function.test, forKey: .test)
    try container.encodeIfPresent(label, forKey: .label)
  }
}
