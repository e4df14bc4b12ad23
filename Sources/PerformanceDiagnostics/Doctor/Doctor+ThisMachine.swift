import Foundation
import PerformanceBuild
import PerformanceHealth
import PerformanceSystem
import PerformanceWindow
import PerformanceWorkflows

extension Doctor {
  /// The doctor of this machine, and of the package that the arguments name, if there is one.
  /// - Throws: ``UsageError``; parsing has already excluded this.
  init(_ arguments: Arguments, in context: CommandContext) throws(UsageError) {
    let path = try arguments.packagePath(in: context)
    var usable = context
    if (try? SwiftBuildArguments(environment: context.environment)) == nil {
      // Unusable build arguments are reported by the check of the variables; the other checks go on without them.
      usable.environment[PerftestVariable.swiftBuildArguments.rawValue] = nil
    }
    let package = try? PackageFolder(containing: path, in: usable)
    let environment = context.environment
    var probe = DoctorProbe(.thisMachine(environment: environment, package: package?.health))
    probe.output = { ToolOutput.text(of: $0, environment: environment) }
    probe.clockStep = { Stopwatch.smallestStep() }
    probe.calibration = { DependentLoop.measure() }
    probe.gpus = { MeasuredGPU(environment: environment).forDoctor }
    self.init(probe)
  }
}
