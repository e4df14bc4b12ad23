import PerformanceRecords
import PerformanceText

/// A reading of the machine as a row: its name, a bar where it is a share of something, and its value.
struct MachineReadingRow {
  var name: String
  /// From 0 to 1; `nil` for a reading without an upper end.
  var share: Double?
  var value: String
  var grade = Grade.fine

  /// The columns of the names.
  static let nameWidth = 12
  private static let narrowestBar = 4

  /// `CPU others  ███▌······   35 %  !`.
  func line(width: Int, valueWidth: Int, _ glyphs: Glyphs) -> StyledLine {
    var line = StyledLine(name).fitted(to: Self.nameWidth)
    let barWidth = width - Self.nameWidth - valueWidth - 4
    if barWidth >= Self.narrowestBar {
      line = line + (share.map { glyphs.bar($0, width: barWidth, grade.style) } ?? StyledLine().fitted(to: barWidth))
    }
    line.append(" " + value.padded(to: valueWidth, .right))
    line.append(" " + (share == nil ? " " : glyphs.mark(grade)), grade.style)
    return line
  }

  /// `CPU others 35 %`, with its symbol where it deserves attention.
  func shortText(_ glyphs: Glyphs) -> StyledLine {
    let mark = grade == .fine ? "" : glyphs.mark(grade) + " "
    return StyledLine(mark + name + " " + value, grade == .fine ? .plain : grade.style)
  }
}

extension MachineState {
  /// The readings that the machine has, the most important first.
  var rows: [MachineReadingRow] {
    let all: [MachineReadingRow?] = [
      Self.row("CPU others", others, notable: 0.1, bad: 0.4),
      Self.row("CPU stolen", stolen, notable: 0.02, bad: 0.1),
      Self.row("CPU all", busy, notable: .infinity, bad: .infinity),
      Self.row("memory", memory, notable: 0.9, bad: 0.97), Self.row("disk", disk, notable: 0.9, bad: 0.98),
      Self.row("wait CPU", processorPressure, notable: 0.1, bad: 0.4),
      Self.row("wait memory", memoryPressure, notable: 0.05, bad: 0.2),
      Self.row("wait disk", diskPressure, notable: 0.1, bad: 0.4),
      frequency.map { MachineReadingRow(name: "clock rate", value: Digits.significant($0 / 1e9) + " GHz") },
    ]
    return all.compactMap { $0 } + gpus.enumerated().flatMap { Self.rows($0.element, number: $0.offset) }
  }

  private static func rows(_ gpu: GPU, number: Int) -> [MachineReadingRow] {
    let name = "GPU \(number)"
    let texts = [
      gpu.temperature.map { Digits.fixed($0, decimals: 0) + " °C" },
      gpu.power.map { Digits.fixed($0, decimals: 0) + " W" },
    ].compactMap { $0 }
    let heat = texts.isEmpty ? nil : MachineReadingRow(name: name, value: texts.joined(separator: ", "))
    return [
      row(name + " busy", gpu.busy, notable: .infinity, bad: .infinity),
      row(name + " mem", gpu.memory, notable: 0.9, bad: 0.98), heat,
    ].compactMap { $0 }
  }

  private static func row(_ name: String, _ share: Double?, notable: Double, bad: Double) -> MachineReadingRow? {
    share.map {
      MachineReadingRow(
        name: name, share: $0, value: ValueFormat.share($0), grade: Grade($0, notable: notable, bad: bad))
    }
  }

  private static func row(_ name: String, _ usage: Usage?, notable: Double, bad: Double) -> MachineReadingRow? {
    usage.map { usage in
      let left = max(usage.total - usage.used, 0) / Double(1 << 30)
      return MachineReadingRow(
        name: name, share: usage.share, value: Digits.significant(left) + " GiB free",
        grade: Grade(usage.share, notable: notable, bad: bad))
    }
  }
}
