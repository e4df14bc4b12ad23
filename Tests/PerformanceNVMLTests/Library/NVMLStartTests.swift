import Foundation
import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("Starting NVML")
struct NVMLStartTests {
  private static func failure(of session: NVMLSession) async -> NVMLFailure? {
    do {
      try await session.perform { _ in }
      return nil
    } catch {
      return error
    }
  }

  @Test("happens once, with the first request")
  func once() async throws {
    let driver = try FakeDriver()
    let session = driver.session()
    #expect(driver.calls == 0)
    for _ in 0..<3 { try await session.perform { _ in } }
    #expect(driver.calls(of: "nvmlInit_v2") == 1)
    #expect(driver.calls(of: "nvmlShutdown") == 0)
  }

  private static let refusals: [(code: Int32, problem: String, remedy: String)] = [
    (
      18,
      """
      NVML could not start: the NVIDIA driver was upgraded while its older kernel module is still loaded \
      (nvmlInit_v2: 18 LIB_RM_VERSION_MISMATCH).
      """, "Reboot, or reload the nvidia kernel module."
    ),
    (
      9,
      "NVML could not start: the kernel module of the NVIDIA driver is not loaded (nvmlInit_v2: 9 DRIVER_NOT_LOADED).",
      "Load it (`sudo modprobe nvidia`), and check that the machine has an NVIDIA GPU (`lspci`)."
    ),
    (
      999,
      """
      NVML could not start: the NVIDIA devices cannot be reached, as in a container that lost them to \
      `systemctl daemon-reload` (nvmlInit_v2: 999 UNKNOWN).
      """, "Start the container anew; outside of one, check the kernel's log for lines of NVRM."
    ),
    (
      4, "NVML could not start: this user may not open the NVIDIA devices (nvmlInit_v2: 4 NO_PERMISSION).",
      "Give the user read and write access to /dev/nvidia*."
    ),
    (
      17,
      """
      NVML could not start: the operating system or a control group blocks the NVIDIA devices \
      (nvmlInit_v2: 17 OPERATING_SYSTEM).
      """,
      "Allow /dev/nvidia* in the control group of the process, or start the container with the GPU."
    ),
    (
      12,
      """
      NVML could not start: the driver lacks a library that NVML needs, or the file is the stub of the CUDA toolkit \
      (nvmlInit_v2: 12 LIBRARY_NOT_FOUND).
      """, "Use libnvidia-ml.so.1 of the installed driver, never the one in a `stubs` folder."
    ),
  ]

  @Test("that fails has a message for each cause, and a remedy", arguments: refusals.indices)
  func refused(index: Int) async throws {
    let refusal = Self.refusals[index]
    let driver = try FakeDriver("return.nvmlInit_v2 \(refusal.code)")
    let failure = try #require(await Self.failure(of: driver.session()))
    #expect(failure == .notStarted(code: refusal.code))
    #expect(failure.problem == refusal.problem)
    #expect(failure.remedy == refusal.remedy)
  }

  @Test("that fails with a code newer than this package keeps the number")
  func unknownCode() async throws {
    let failure = try #require(await Self.failure(of: FakeDriver("return.nvmlInit_v2 4711").session()))
    #expect(
      failure.problem
        == "NVML could not start: NVML gave a code that is newer than this package (nvmlInit_v2: 4711).")
    #expect(failure.remedy == "Check that `nvidia-smi` works on this machine as this user.")
  }

  @Test("that failed is not tried again")
  func notAgain() async throws {
    let driver = try FakeDriver("return.nvmlInit_v2 9")
    let session = driver.session()
    for _ in 0..<3 { #expect(await Self.failure(of: session) == .notStarted(code: 9)) }
    #expect(driver.calls == 1)
  }

  @Test("works after other code of the process has started it")
  func alreadyInitialized() async throws {
    #expect(await Self.failure(of: try FakeDriver("return.nvmlInit_v2 5").session()) == nil)
  }

  @Test("with the stub of the CUDA toolkit, which prints a warning and fails, names the right library")
  func stub() async throws {
    let driver = try FakeDriver(
      """
      init.message WARNING: You should always run with the libnvidia-ml.so of your display driver.
      return.nvmlInit_v2 12
      """)
    let failure = try #require(await Self.failure(of: driver.session()))
    #expect(failure.remedy.contains("never the one in a `stubs` folder"))
  }

  @Test("without the library at the path of PERFTEST_NVML has the loader's message")
  func absent() async throws {
    let path = try TemporaryFolder().file("libnvidia-ml.so.1").path
    let session = NVMLSession(NVMLSearch(environment: ["PERFTEST_NVML": path]))
    let failure = try #require(await Self.failure(of: session))
    #expect(failure.problem.hasPrefix("The library that PERFTEST_NVML names cannot be loaded: \(path): "))
    #expect(failure.problem.contains("No such file or directory"))
    #expect(failure.remedy == "Let PERFTEST_NVML name the driver's libnvidia-ml.so.1, or unset it.")
  }

  @Test("with a file that is no library has the loader's message")
  func text() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("This is no library.\n", to: "libnvidia-ml.so.1").path
    let failure = try #require(await Self.failure(of: NVMLSession(NVMLSearch(location: .exactly(path)))))
    guard case .overrideNotLoaded(let reason) = failure else { return #expect(Bool(false), "\(failure)") }
    #expect(reason.contains(path))
  }

  @Test("with another library names the function that it lacks")
  func otherLibrary() async throws {
    let driver = try FakeDriver()
    let failure = await Self.failure(of: driver.session(hiding: ["nvmlInit_v2"]))
    #expect(failure?.problem.contains("is no NVIDIA management library of today: it lacks nvmlInit_v2.") == true)
    #expect(failure?.remedy == "Let PERFTEST_NVML name the driver's libnvidia-ml.so.1, or unset it.")
    #expect(driver.calls == 0)
  }

  @Test("searches all paths, and reports the loader's message for the first")
  func noLibrary() async throws {
    let search = NVMLSearch(location: .firstOf(["libnone-of-ours.so.1", "/nowhere/libnone-of-ours.so.1"]))
    let failure = try #require(await Self.failure(of: NVMLSession(search)))
    guard case .libraryNotFound(let reason) = failure else { return #expect(Bool(false), "\(failure)") }
    #expect(reason.hasPrefix("libnone-of-ours.so.1: "))
    #expect(failure.remedy.contains("NVIDIA_DRIVER_CAPABILITIES=compute,utility"))
  }

  @Test("takes the first path that has a library")
  func laterPath() async throws {
    let driver = try FakeDriver()
    let search = NVMLSearch(location: .firstOf(["libnone-of-ours.so.1", driver.file.path, "/nowhere/libnone.so.1"]))
    #expect(await Self.failure(of: NVMLSession(search)) == nil)
    #expect(driver.calls(of: "nvmlInit_v2") == 1)
  }

  @Test("is not tried on a system without such a library")
  func unsupportedSystem() async throws {
    let failure = await Self.failure(of: NVMLSession(NVMLSearch(location: .nowhere("macOS"))))
    #expect(failure?.problem == "NVIDIA's management library does not exist for macOS.")
  }

  #if os(Linux)
    @Test("uses the name with a version, never that of the toolkit's stub")
    func names() throws {
      guard case .firstOf(let names) = NVMLSearch(environment: [:]).location else { return #expect(Bool(false)) }
      #expect(names.first == "libnvidia-ml.so.1")
      #expect(names.allSatisfy { $0.hasSuffix("libnvidia-ml.so.1") })
      #expect(names.dropFirst().allSatisfy { $0.hasPrefix("/") })
    }
  #endif
}
