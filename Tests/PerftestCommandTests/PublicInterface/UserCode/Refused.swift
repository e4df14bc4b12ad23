// What does not compile outside of the package.
import PerformanceTesting
import Testing

private func refused(_ result: BenchmarkResult) {
  // expected-error@+1 {{'subscript(_:)' is unavailable: ask for the metrics of the group one by one, such as result[.allocations]}}
  _ = result[.memory]

  // expected-error@+3 {{value of optional type 'DurationStatistics?' must be unwrapped to refer to member 'median'}}
  // expected-note@+2 {{chain the optional using '?'}}
  // expected-note@+1 {{force-unwrap using '!'}}
  _ = result.wallClock.median

  // expected-error@+1 {{cannot find 'MeasureCall' in scope}}
  _ = MeasureCall.self

  // expected-error@+1 {{cannot find 'Verdict' in scope}}
  _ = Verdict.self

  // expected-error@+2 {{switch must be exhaustive}}
  // expected-note@+1 {{add a default clause}}
  switch result.verdicts[0].outcome {
  case .same: break
  }

  // expected-error@+1 {{'gpuEnergy' is unavailable: add the product PerformanceGPU to the test target}}
  _ = Metric.gpuEnergy

  // expected-error@+1 {{'gpu' is unavailable: add the product PerformanceGPU to the test target}}
  let _: PerformanceSettingTrait = .metrics(.wallClock, .gpu)
}
