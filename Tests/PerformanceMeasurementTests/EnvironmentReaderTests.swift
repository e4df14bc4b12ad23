import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import Testing

@Suite("The environment of a run")
struct EnvironmentReaderTests {
  @Test(
    "names the distribution from os-release",
    arguments: [
      (
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n",
        "debian12"
      ),
      (
        "NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\nHOME_URL=\"https://a/?b=c\"\n", "ubuntu24.04"
      ),
      ("NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.19.1", "alpine3.19.1"),
      ("ID='arch'\nBUILD_ID=rolling\n", "arch"),
      ("# a comment\n\nID=\"ol\"\nVERSION_ID=\"9.4\"\n", "ol9.4"),
    ])
  func distribution(osRelease: String, name: String) {
    #expect(EnvironmentReader.distribution(osRelease: osRelease) == name)
  }

  @Test(
    "names the kernel's version where os-release has no name",
    arguments: ["", "\n\n", "nonsense", "=\n=x\nVERSION_ID=12", "\u{0}\u{fffd}ID debian"])
  func unknownDistribution(osRelease: String) {
    let version = ProcessInfo.processInfo.operatingSystemVersion
    let name = EnvironmentReader.distribution(osRelease: osRelease)
    #expect(name == "\(version.majorVersion).\(version.minorVersion)")
  }

  struct Processor: Sendable {
    var text: String
    var vendor: String
    var name: String
    var model: String
  }

  private static let intel = """
    processor\t: 0
    vendor_id\t: GenuineIntel
    cpu family\t: 6
    model\t\t: 143
    model name\t: Intel(R) Xeon(R) Platinum 8488C
    stepping\t: 8
    cpu MHz\t\t: 2400.000

    processor\t: 1
    vendor_id\t: SomeoneElse
    model name\t: Another
    """
  private static let amd = """
    processor\t: 0
    vendor_id\t: AuthenticAMD
    cpu family\t: 25
    model\t\t: 17
    model name\t: AMD EPYC 9R14: 96 cores
    stepping\t: 1
    """
  private static let arm = """
    processor\t: 0
    BogoMIPS\t: 2100.00
    Features\t: fp asimd
    CPU implementer\t: 0x41
    CPU architecture: 8
    CPU variant\t: 0x1
    CPU part\t: 0xd40
    CPU revision\t: 1
    """

  @Test(
    "names the processor from the first block of cpuinfo",
    arguments: [
      Processor(text: intel, vendor: "GenuineIntel", name: "Intel(R) Xeon(R) Platinum 8488C", model: "6.143.8"),
      Processor(text: amd, vendor: "AuthenticAMD", name: "AMD EPYC 9R14: 96 cores", model: "25.17.1"),
      Processor(text: arm, vendor: "0x41", name: "", model: "0x41.0xd40.0x1.1"),
      Processor(text: "", vendor: "unknown", name: "", model: ""),
      Processor(text: "no colon here\n:::\n\u{0}", vendor: "unknown", name: "", model: ""),
    ])
  func processor(processor: Processor) {
    let machine = EnvironmentReader.machine(cpuInformation: processor.text, processors: 4, hypervisor: "kvm")
    #expect(
      machine
        == MachineClass(
          vendor: processor.vendor, name: processor.name, model: processor.model, processors: 4, hypervisor: "kvm"))
    #expect(!machine.folderName.contains("/") && !machine.folderName.isEmpty)
  }

  @Test("of this process is the same each time and has the build's flags")
  func thisProcess() {
    let first = EnvironmentReader.read(isOptimised: true, isTestable: false, isAligned: true)
    #expect(first == EnvironmentReader.read(isOptimised: true, isTestable: false, isAligned: true))
    #expect(first.toolchain.configuration == "release" && !first.toolchain.isTestable)
    let other = EnvironmentReader.read(isOptimised: false, isTestable: true, isAligned: false)
    #expect(other.toolchain.configuration == "debug" && other.toolchain.isTestable)
    #expect(other.machine == first.machine && first.isAligned && !other.isAligned)
    #expect(first.machine.processors >= 1)
    #expect(first.toolchain.swift.split(separator: ".").count >= 2)
  }
}
