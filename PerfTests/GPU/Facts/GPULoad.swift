import Dispatch
import Foundation
import Synchronization

/// Work that a GPU does in a thread of its own while another one looks at it.
final class GPULoad: Sendable {
  private struct State {
    var isWanted = true
    var rounds = 0
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// How many rounds were worked off so far.
  var rounds: Int { state.withLock(\.rounds) }

  /// Lets `round` run over and over during `body`, beginning `lead` seconds before it.
  /// - Throws: What `body` or a round throws.
  static func during<Result>(
    lead: Double = 1.5, _ round: @escaping @Sendable () throws -> Void, _ body: (GPULoad) throws -> Result
  ) throws -> Result {
    let load = GPULoad()
    let thread = Thread { load.work(round) }
    thread.name = "load"
    thread.start()
    Thread.sleep(forTimeInterval: lead)
    let result = Swift.Result { try body(load) }
    load.state.withLock { $0.isWanted = false }
    load.ended.wait()
    if let failure = load.state.withLock(\.failure) { throw failure }
    return try result.get()
  }

  private func work(_ round: () throws -> Void) {
    defer { ended.signal() }
    while state.withLock(\.isWanted) {
      do {
        try round()
        state.withLock { $0.rounds += 1 }
      } catch {
        return state.withLock {
          $0.failure = error
          $0.isWanted = false
        }
      }
    }
  }
}

extension GPULoad {
  /// Keeps a device's arithmetic busy during `body`: always some launches ahead of the one that runs.
  static func computing<Result>(on device: CUDADevice, _ body: (GPULoad) throws -> Result) throws -> Result {
    let launch = try Chain(on: device).launch
    return try during({
      for _ in 0..<8 { try device.start(launch) }
      try device.synchronise()
    }) { try body($0) }
  }
}
