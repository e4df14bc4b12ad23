import Foundation
import PerformanceDiagnostics
import PerformanceWorkflows

exit(CommandRunner.diagnostics.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
