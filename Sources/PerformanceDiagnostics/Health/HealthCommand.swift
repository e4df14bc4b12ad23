import Foundation
import PerformanceBuild
import PerformanceHTTP
import PerformanceHealth
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Makes the checks of the machine and the package, once or for everyone who asks.
package struct HealthCommand: Command {
  package static let name = "health"
  package static let syntax = Syntax(
    optional: [probe, quick, timeout, CommonArguments.json, serve, CommonArguments.packagePath],
    exclusions: [
      .init(serve, probe, because: "the address of a request says which checks are made"),
      .init(serve, quick, because: "the address of a request says which checks are made"),
      .init(serve, CommonArguments.json, because: "a request with 'Accept: \(HealthDocument.type)' gets JSON"),
      .init(quick, probe, because: "it is 'live'"),
    ],
    remarks: """
      Exits with 0 when no check has failed; a warning is not a failure. Exits with 70 when measuring is impossible
      (live), with 75 when it is impossible now (ready), and with 78 for what only people can repair (startup,
      configuration, conflicts).

      --serve answers /livez, /readyz, /startupz and /healthz (all three) with 200 or 503 until Ctrl-C or SIGTERM.
      /livez/CHECK asks for one check, ?verbose for a line for each check, and ?exclude=CHECK leaves one out.
      """)

  private static let probe = Argument<Set<HealthCheck.Probe>>.operand(
    "PROBE", "live, ready, startup, quiet, or all; all unless given"
  ) { (text: String) throws(UsageError) in
    if text == "all" { return Set(HealthCheck.Probe.allCases) }
    guard let probe = HealthCheck.Probe(rawValue: text) else {
      let allowed = HealthCheck.Probe.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("PROBE is \(allowed) or all, not '\(text)'")
    }
    return [probe]
  }
  private static let quick = Argument<Bool>.flag("--quick", "only the checks of 'live', which start no process")
  private static let timeout = Argument<Int>.number(
    "--timeout", "SECONDS", in: 1...3600,
    "how long each check may take; one that takes longer has failed; \(Int(HealthCheck.usualSeconds)) for most unless "
      + "given")
  private static let serve = Argument<ServerAddress>.option(
    "--serve", "ADDRESS", "answer requests at \(ServerAddress.allowed)"
  ) { (text: String) throws(UsageError) in
    guard let address = ServerAddress(text) else {
      throw UsageError("--serve takes \(ServerAddress.allowed), not '\(text)'")
    }
    return address
  }

  private let probes: Set<HealthCheck.Probe>
  private let title: String
  private let limit: Double?
  private let asJSON: Bool
  private let address: ServerAddress?
  private let doctor: Doctor
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    let typed = try arguments.value(Self.probe)
    probes = arguments[Self.quick] ? [.live] : typed ?? Set(HealthCheck.Probe.allCases)
    title = probes.count == 1 ? probes.map(\.rawValue).joined() : "all"
    limit = try arguments.value(Self.timeout).map { Double($0) }
    asJSON = arguments[CommonArguments.json]
    address = try arguments.value(Self.serve)
    doctor = try Doctor(arguments, in: context)
    self.context = context
  }

  package func run() throws -> ExitStatus {
    if let address { return try serve(at: address) }
    let report = HealthReport(
      HealthChecker().results(of: doctor.checks.filter { probes.contains($0.probe) }, limit: limit))
    if asJSON {
      try context.output.json(HealthDocument(report, time: Date()))
    } else {
      context.output.lines { report.lines(title, colour: $1) }
    }
    return report.exitStatus
  }

  private func serve(at address: ServerAddress) throws -> ExitStatus {
    let endpoints = HealthEndpoints(doctor.checks, limit: limit)
    let server = try LoopbackServer(address) { endpoints.response(to: $0) }
    Interruption.watch([SIGINT, SIGTERM])
    let output = context.output
    output.line("http://\(server.address.text)")
    output.error("answering \(HealthEndpoints.probes.map { "/" + $0.key }.joined(separator: ", ")) until Ctrl-C")
    if !server.address.isLoopback { output.error("warning: other machines can reach this address") }
    output.supervisor?.reportReady()
    server.run {
      output.supervisor?.report("answering at \(server.address.text)")
      return !Interruption.isRequested
    }
    return .pass
  }
}
