/// Whether two numbers agree to twelve digits.
func isClose(_ first: Double, _ second: Double, within share: Double = 1e-12) -> Bool {
  abs(first - second) <= share * max(abs(first), abs(second))
}
