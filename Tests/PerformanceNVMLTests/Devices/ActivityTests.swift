import PerformanceNVML
import Testing

@Suite("The activity between two samples")
struct ActivityTests {
  /// GPM's numbers for the metrics that are asked for.
  private static let script = "gpm.1 90\ngpm.2 80\ngpm.3 25\ngpm.5 60\ngpm.10 40"

  private static func activity(
    of device: GPUDevice, milliseconds: Int = 110
  ) async throws -> Reading<GPUActivity> {
    let first = try await device.ask { $0.gpmSample(of: $1) }
    // The driver measures in real time, and so do samples.
    try await Task.sleep(for: .milliseconds(milliseconds))
    return try await device.ask { calls, handle in
      first.flatMap { first in
        calls.gpmSample(of: handle).map { second in
          defer {
            calls.release(first)
            calls.release(second)
          }
          return calls.activity(from: first, to: second, of: handle)
        }
      }
    }
  }

  @Test("is given as ratios")
  func ratios() async throws {
    let driver = try FakeDriver(Self.script)
    let activity = try #require(await Self.activity(of: driver.device()).value)
    for (reading, expected) in [
      (activity.graphics, 0.9), (activity.sm, 0.8), (activity.smOccupancy, 0.25), (activity.tensor, 0.6),
      (activity.dram, 0.4),
    ] {
      #expect(abs((reading.value ?? -1) - expected) < 1e-9)
    }
    #expect(driver.calls(of: "nvmlGpmSampleAlloc") == driver.calls(of: "nvmlGpmSampleFree"))
  }

  @Test("lacks the quantities that the GPU does not count, and has the others")
  func partial() async throws {
    let activity = try #require(await Self.activity(of: FakeDriver("gpm.2 80").device()).value)
    #expect(activity.sm.value != nil)
    #expect(activity.tensor.reason?.contains("3 NOT_SUPPORTED") == true)
  }

  @Test("is unavailable on a GPU older than Hopper")
  func older() async throws {
    let device = try await FakeDriver("gpm 0").device()
    #expect(try await device.ask { $0.gpmSample(of: $1) } == .unavailable("this GPU has no GPM: it came with Hopper"))
  }

  @Test("is unavailable to users without permission to profile")
  func forbidden() async throws {
    let driver = try FakeDriver("return.nvmlGpmSampleGet 4")
    let device = try await driver.device()
    #expect(try await device.ask { $0.gpmSample(of: $1) }.reason?.contains("4 NO_PERMISSION") == true)
    #expect(driver.calls(of: "nvmlGpmSampleAlloc") == driver.calls(of: "nvmlGpmSampleFree"))
  }

  @Test("is unavailable between samples less than 100 ms apart")
  func tooClose() async throws {
    let device = try await FakeDriver(Self.script).device()
    let activity = try await device.ask { calls, handle in
      calls.gpmSample(of: handle).map { calls.activity(from: $0, to: $0, of: handle) }
    }
    #expect(activity.value?.sm == .unavailable("the two samples are less than 100 ms apart"))
  }

  @Test("of a MIG instance is sampled on the board, by its number there")
  func instance() async throws {
    let driver = try FakeDriver(Self.script + "\nmig 1\nmig.instances 1")
    let instance = try #require(await driver.device().instances.value?.first)
    #expect(try await instance.ask { $0.gpmSample(of: $1) }.value != nil)
    #expect(driver.calls(of: "nvmlGpmMigSampleGet") == 1)
    #expect(driver.calls(of: "nvmlGpmSampleGet") == 0)
  }
}
