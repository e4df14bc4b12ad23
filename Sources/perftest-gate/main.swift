import Foundation
import PerformanceWorkflows

exit(CommandRunner.gate.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
