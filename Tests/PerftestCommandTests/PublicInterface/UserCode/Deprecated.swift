// Names that have become others: they go on working, and the compiler says what to write.
import PerformanceTesting
import Testing

// expected-warning@+2 {{'budget' is deprecated: write the statistic as a label, such as .budget(.wallClock, p95: limit)}}
private let time: PerformanceSettingTrait =
  .budget(.wallClock, .p95, .milliseconds(2))

// expected-warning@+2 {{'budget' is deprecated: write the statistic as a label, such as .budget(.allocations, maximum: limit)}}
private let memory: PerformanceSettingTrait =
  .budget(.memory, .median, 3)

private func names() {
  // expected-warning@+2 {{'opaque' is deprecated: renamed to 'blackBox(_:)'}}
  // expected-note@+1 {{use 'blackBox(_:)' instead}} {{17-23=blackBox}}
  _ = measure { opaque(3) + 1 }

  // expected-warning@+2 {{'init(_:_:unit:direction:kind:tolerance:)' is deprecated: replaced by 'init(_:value:unit:direction:kind:tolerance:)'}}
  // expected-note@+1 {{use 'init(_:value:unit:direction:kind:tolerance:)' instead}} {{28-28=value: }}
  _ = CustomMetric("hits", 3, unit: .count)
}
