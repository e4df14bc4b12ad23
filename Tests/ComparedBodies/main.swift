import Foundation
import Testing

// The same executable runs its bodies under Swift Testing, or as a plain process where its name says so.
if URL(fileURLWithPath: CommandLine.arguments.first ?? "").lastPathComponent == PlainProcess.name {
  // On the threads that a test runs on, not on the main one.
  try await Task.detached { try await PlainProcess.run() }.value
  exit(0)
}
await Testing.__swiftPMEntryPoint() as Never
