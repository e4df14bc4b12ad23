/// Invalid arguments; the command prints its usage and exits with 64.
package struct UsageError: Error {
  package let message: String

  package init(_ message: String) { self.message = message }
}
