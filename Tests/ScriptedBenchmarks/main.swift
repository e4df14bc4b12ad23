import Testing

// What SwiftPM has the executable of a test bundle do.
await Testing.__swiftPMEntryPoint() as Never
