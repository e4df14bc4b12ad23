import Foundation
import PerformanceInvestigation
import PerformanceWorkflows

exit(CommandRunner.investigation.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
