import Testing

// The work of the executable of a test bundle, as in SwiftPM.
await Testing.__swiftPMEntryPoint() as Never
