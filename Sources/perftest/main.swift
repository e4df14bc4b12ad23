import Foundation
import PerformanceWorkflows

exit(CommandRunner.front.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
