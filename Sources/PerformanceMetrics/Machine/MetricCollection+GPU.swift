import PerformanceExports
import PerformanceNVML

extension MetricCollection {
  /// Adds the state of the machine's GPUs, MIG instances left out: what is read of them is of the whole board.
  mutating func add(_ gpus: [GPUSnapshot]) {
    let boards = gpus.filter { $0.instance == nil }
    func series(
      _ quantity: GPUQuantity, kind: String? = nil, times factor: Double = 1
    ) -> [MetricSeries] {
      boards.compactMap { board in
        board.number(quantity).map { number in
          MetricSeries([MetricLabel("gpu", board.uuid), MetricLabel("kind", kind ?? "")], number * factor)
        }
      }
    }
    add(.gpuUtilization, series(.utilization, kind: "sm") + series(.memoryUtilization, kind: "memory"))
    add(.gpuMemory, series(.memoryUsed))
    add(.gpuEnergy, series(.energy))
    add(.gpuClock, series(.smClock, kind: "sm", times: 1e6) + series(.memoryClock, kind: "memory", times: 1e6))
    add(
      .gpuThrottle,
      boards.compactMap { board in
        guard case .names(let reasons)? = board[.throttleReasons] else { return nil }
        let known = GPUThrottleReasons.knownNames
        let all = known + reasons.filter { !known.contains($0) }
        return MetricSeries(
          [MetricLabel("gpu", board.uuid)], .states(all.map { MetricState($0, holds: reasons.contains($0)) }))
      })
  }
}
