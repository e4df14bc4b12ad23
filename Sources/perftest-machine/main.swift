import Foundation
import PerformanceWorkflows

exit(CommandRunner([DoctorCommand.self, GPUCommand.self]).run(Array(CommandLine.arguments.dropFirst())).rawValue)
