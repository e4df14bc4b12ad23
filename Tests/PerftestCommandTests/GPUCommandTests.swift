import Foundation
import PerformanceTestSupport
import Testing

@Suite("The command 'gpu'", .inTurns)
struct GPUCommandTests {
  private static let gpu1 = "GPU-a0000001-5f4e-4d3c-2b1a-0123456789ab"

  private func run(
    _ arguments: String..., on script: String = "", environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    let gpus = try ScriptedGPUs(script)
    let all = gpus.environment.merging(environment) { _, new in new }
    return try await BuiltCommand.start(["gpu"] + arguments, environment: all).outcome()
  }

  @Test("Every reading of a GPU has a line, with the number or the reason for its absence")
  func readings() async throws {
    let outcome = try await run()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error.isEmpty)
    let lines = outcome.output.split(separator: "\n").map { String($0) }
    let code = "nvmlDeviceGetMigMode: 3 NOT_SUPPORTED"
    #expect(lines.first == "GPU 0  NVIDIA H200  GPU-a0000000-5f4e-4d3c-2b1a-0123456789ab")
    for line in [
      "    Hopper, driver 580.65.06, NVML 13.580.65.06, CUDA 13.0, PCI 00000000:19:00.0",
      "    measured: it is the first one that CUDA shows", "    power                     300 W",
      "    SM clock                  1980 MHz", "    memory                    140 GiB",
      "    ECC                       on",
      "    MIG                       unavailable: this device does not support it (\(code))",
    ] { #expect(lines.contains(line), "\(outcome)") }
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test("The JSON has every reading by name, and says which GPU is measured")
  func json() async throws {
    let outcome = try await run("--json", on: "count 2", environment: ["PERFTEST_GPU": "GPU-a0000001"])
    #expect(outcome.status == 0, "\(outcome)")
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "swift-performance-testing/gpu")
    #expect(document["version"] as? Int == 1)
    #expect(document["measured"] as? String == Self.gpu1)
    #expect(document["because"] as? String == "PERFTEST_GPU names GPU-a0000001")
    let gpus = try #require(document["gpus"] as? [[String: Any]])
    #expect(gpus.map { $0["index"] as? Int } == [0, 1])
    let readings = try #require(gpus[0]["readings"] as? [String: [String: Any]])
    #expect(readings["power"]?["value"] as? Double == 300)
    #expect(readings["power"]?["unit"] as? String == "W")
    #expect(readings["mig"]?["unavailable"] as? String != nil)
  }

  @Test("Of several GPUs the one selected by PERFTEST_GPU and CUDA_VISIBLE_DEVICES is marked")
  func selection() async throws {
    let visible = try await run(on: "count 2", environment: ["CUDA_VISIBLE_DEVICES": "1"])
    #expect(visible.output.contains("measured: it is the first one that CUDA shows with CUDA_VISIBLE_DEVICES=1"))
    #expect(visible.output.contains("PCI 00000000:19:00.0\n    not measured\n"))
    let off = try await run(environment: ["PERFTEST_GPU": "off"])
    #expect(off.status == 0)
    #expect(off.output.hasPrefix("not measured: PERFTEST_GPU is off.\n\nGPU 0"))
    let hidden = try await run(environment: ["CUDA_VISIBLE_DEVICES": ""])
    #expect(hidden.status == 0)
    #expect(hidden.output.hasPrefix("not measured: CUDA_VISIBLE_DEVICES hides every GPU of this machine."))
  }

  @Test(
    "An invalid PERFTEST_GPU is reported with the GPUs of the machine, and ends with 78", arguments: ["x", "GPU-b"])
  func unusableSelection(_ value: String) async throws {
    let outcome = try await run(environment: ["PERFTEST_GPU": value])
    #expect(outcome.status == 78)
    #expect(outcome.output.hasPrefix("not measured: environment variable PERFTEST_GPU: "))
    #expect(outcome.output.contains("power                     300 W"))
  }

  @Test("Without a GPU the command has the reason and a remedy, and ends with 75")
  func absent() async throws {
    let none = try await run(on: "count 0")
    #expect(none.status == 75)
    #expect(none.output.isEmpty)
    #expect(
      none.error == """
        perftest: The NVIDIA driver has no GPU for this process. Check `nvidia-smi -L`; in a container, pass the GPU in \
        (`--gpus all`).

        """)
    let library = try await run(environment: ["PERFTEST_NVML": "/nowhere/libnvidia-ml.so.1"])
    #expect(library.status == 75)
    #expect(library.error.contains("The library that PERFTEST_NVML names cannot be loaded: /nowhere/libnvidia-ml.so.1"))
    let refused = try await run("--json", on: "return.nvmlInit_v2 18")
    #expect(refused.status == 75)
    let document = try #require(JSONSerialization.jsonObject(with: Data(refused.output.utf8)) as? [String: Any])
    #expect((document["gpus"] as? [Any])?.isEmpty == true)
    #expect((document["problem"] as? String)?.contains("LIB_RM_VERSION_MISMATCH") == true)
    #expect(document["remedy"] as? String == "Reboot, or reload the nvidia kernel module.")
  }

  @Test("A driver that hangs in one reading loses that one and later ones, and the command ends")
  func hang() async throws {
    let outcome = try await run(on: "hang.nvmlDeviceGetClockInfo 1")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("power                     300 W"))
    #expect(outcome.output.contains("driver                    580.65.06"))
    #expect(outcome.output.contains("SM clock                  unavailable (1)"))
    #expect(outcome.output.contains("(1) NVML did not answer in 2 s: nvmlDeviceGetClockInfo; it is left alone\n"))
  }

  @Test("A lost GPU leaves the others readable, and its own readings are invalid")
  func lost() async throws {
    let outcome = try await run(on: "count 2\ngpu0.lost.after 12")
    #expect(outcome.status == 0, "\(outcome)")
    let blocks = outcome.output.split(separator: "\n\n")
    #expect(blocks.count == 2)
    #expect(blocks.first?.contains("power                     invalid (1)") == true)
    #expect(blocks.first?.contains("(1) the GPU fell off the bus or cannot be reached any more") == true)
    #expect(blocks.last?.contains("power                     300 W") == true)
  }

  @Test("A GPU that MIG has divided is followed by its instances")
  func instances() async throws {
    let outcome = try await run(on: "mig 1\nmig.instances 2")
    let heads = outcome.output.split(separator: "\n").filter { $0.hasPrefix("GPU ") }.map { $0.prefix(16) }
    #expect(heads == ["GPU 0  NVIDIA H2", "GPU 0 instance 5", "GPU 0 instance 6"])
    #expect(outcome.output.contains("measured: it is the first one that CUDA shows"))
  }

  @Test("Watching on a terminal redraws within its size, and Ctrl-C restores the terminal")
  func watchOnTerminal() async throws {
    let gpus = try ScriptedGPUs("clock.calls 1\npower 100000 @200 250000")
    let terminal = try PseudoTerminal(columns: 50, rows: 12)
    let environment = BuiltCommand.environment(adding: gpus.environment.merging(["TERM": "xterm"]) { _, new in new })
    let command = try RunningCommand(
      BuiltCommand.executable(of: "gpu"), ["gpu", "--watch"], environment: environment, terminal: terminal.file)
    try await terminal.wait(for: "power                     250 W")
    #expect(kill(command.process, SIGINT) == 0)
    let outcome = try await command.outcome()
    #expect(outcome.status == 0)
    let text = terminal.text
    #expect(text.contains("power                     100 W"))
    let last = EmulatedScreen(text)
    #expect(!last.isAlternate && !last.hidesCursor && last.unknown.isEmpty)
    let shown = EmulatedScreen(String(text.dropLast(Self.leave.count)))
    #expect(text.hasSuffix(Self.leave) && shown.isAlternate && shown.hidesCursor)
    #expect(shown.rows.count == 12 && shown.rows.allSatisfy { $0.count <= 50 })
    #expect(shown.rows.last?.hasSuffix("more lines") == true)
  }

  /// What restores the terminal.
  private static let leave = "\u{1B}[?25h\u{1B}[?1049l"

  @Test("Watching elsewhere writes block after block without escape sequences, until Ctrl-C")
  func watchElsewhere() async throws {
    let gpus = try ScriptedGPUs("clock.calls 1\npower 100000 @200 250000")
    let command = try BuiltCommand.start(["gpu", "--watch"], environment: gpus.environment)
    try await command.wait { $0.outputSoFar.contains("250 W") }
    #expect(kill(command.process, SIGINT) == 0)
    let outcome = try await command.outcome()
    #expect(outcome.status == 0)
    #expect(!outcome.output.unicodeScalars.contains("\u{1B}"))
    #expect(outcome.output.split(separator: "\n\n").count >= 2)
    #expect(outcome.output.contains("power                     100 W"))
    #expect(!outcome.output.contains("VBIOS"))
  }

  @Test("A watched table cannot be JSON")
  func watchedJSON() async throws {
    let outcome = try await run("--watch", "--json")
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("--watch and --json exclude each other"))
  }

  @Test("The doctor reports disturbances of GPU numbers, and a driver that does not work")
  func doctor() async throws {
    func findings(_ script: String) async throws -> String {
      // Its files go with it.
      let gpus = try ScriptedGPUs(script)
      defer { withExtendedLifetime(gpus) {} }
      let outcome = try await BuiltCommand.run("doctor", environment: gpus.environment, in: BuiltCommand.checkout)
      // How wide a column is depends on the longest name.
      return outcome.output.replacing(#/ {2,}/#, with: "  ")
    }
    let poor = try await findings(
      "persistence 0\npower.limit 500000\nprocesses 41:1048576\nreturn.nvmlDeviceRegisterEvents 3")
    for name in ["persistence", "power limit", "processes", "Xid"] {
      #expect(poor.contains("warning  GPU 0 \(name) "), "\(poor)")
    }
    #expect(poor.contains("PERFTEST_NVML="))
    #expect(try await findings("return.nvmlInit_v2 999").contains("warning  GPU  NVML could not start"))
    #expect(try await findings("return.nvmlInit_v2 9").contains("ok  GPU  NVML could not start"))
  }
}
