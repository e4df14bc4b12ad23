import PerformanceSystem
import Testing

@Suite("A time of day")
struct TimeOfDayTests {
  @Test(
    "has two digits for hours, minutes and seconds, and dashes where the number is no date",
    arguments: [
      (0, "00:00:00"), (59.999, "00:00:59"), (86_399, "23:59:59"), (86_400, "00:00:00"), (1_767_262_831.5, "10:20:31"),
      (-1, "--:--:--"), (1e11, "--:--:--"), (.infinity, "--:--:--"), (.nan, "--:--:--"),
    ] as [(Double, String)])
  func text(seconds: Double, text: String) {
    #expect(TimeOfDay.text(seconds) == text)
  }
}
