import Foundation
import PerformanceDiagnostics
import PerformanceWorkflows

exit(CommandRunner([DoctorCommand.self, GPUCommand.self]).run(Array(CommandLine.arguments.dropFirst())).rawValue)
