import PerformanceHistoryCommands
import PerformanceSystem
import Testing

@Suite("Series in files")
struct TrendInputTests {
  private func input(_ text: String, metrics: [String] = []) throws -> TrendInput {
    try TrendInput(Array(text.utf8), file: "FILE", metrics: metrics)
  }

  private func error(_ text: String, metrics: [String] = []) -> String {
    do {
      return "no error: \(try input(text, metrics: metrics))"
    } catch {
      return "\(error)"
    }
  }

  @Test("An array of numbers is a series, and an array of arrays is several; null and NaN are gaps")
  func arrays() throws {
    let one = try input(" [1, 2.5e3,\n-3, null, NaN]\n")
    #expect(one.shape == .array && one.columns.count == 1)
    #expect(one.columns[0].values.prefix(3) == [1, 2500, -3])
    #expect(one.columns[0].values[3].isNaN && one.columns[0].values[4].isNaN)
    let several = try input("\u{FEFF}[[1,2],[],[3]]")
    #expect(several.shape == .arrays && several.columns.map(\.values) == [[1, 2], [], [3]])
    #expect(try input("[]").columns.map(\.values) == [[]])
  }

  @Test(
    "Nonsense in JSON is one sentence with the line and the column",
    arguments: [
      ("", "FILE: is empty. Give"), (" \n ", "FILE: is empty. Give"),
      ("{\"a\": 1}", "FILE, line 1: is a JSON object. Give"),
      ("[1,\n 2, \"x\"]", "FILE, line 2, column 5: is no number. A series"),
      ("[1, true]", "FILE, line 1, column 5: has 'true', which is no finite number. A series"),
      ("[1, Infinity]", "FILE, line 1, column 5: has 'Infinity', which"),
      ("[1, 1e999]", "column 5: has '1e999', which"),
      ("[1, nan]", "column 5: has 'nan', which"), ("[1, inf]", "column 5: has 'inf', which"),
      ("[1, 2", "FILE, line 1, column 6: ends before the array does."),
      ("[1,", "column 4: ends before the array does."),
      ("[1 2]", "FILE, line 1, column 4: has no comma or bracket."),
      ("[1, [2]]", "FILE, line 1, column 5: is a list among numbers."),
      ("[[1], 2]", "FILE, line 1, column 7: is a number among lists."),
      ("[[[1]]]", "FILE, line 1, column 3: is no number."),
      ("[1] 2", "FILE, line 1, column 5: follows the end of the array."),
      ("[1,]", "FILE, line 1, column 4: is no number."), ("[0x10]", "column 2: has '0x10', which"),
      ("[+1]", "has '+1', which"),
    ])
  func brokenJSON(text: String, problem: String) {
    let found = error(text)
    #expect(found.contains(problem) && !found.contains("\n"), "\(found)")
  }

  @Test("A table has a header, times, numbers and attributes; an empty field is a gap")
  func table() throws {
    let text = """
      time,commit,branch,wall,peak
      2026-01-31T12:00:00Z,3f2c91,main,12.5,100
      2026-02-01 12:00:00,123456,main,,101

      2026.02.02 1:00:00 +0100,a,main,"13.5",nan\r
      """
    let input = try input(text)
    #expect(input.shape == .table && input.columns.map(\.name) == ["wall", "peak"])
    #expect(
      input.columns[0].values[0] == 12.5 && input.columns[0].values[1].isNaN && input.columns[0].values[2] == 13.5)
    #expect(input.columns[1].values[2].isNaN)
    #expect(input.times == [1_769_860_800, 1_769_947_200, 1_769_990_400])
    #expect(input.revisions == ["3f2c91", "123456", "a"])
    #expect(try self.input(text, metrics: ["peak"]).columns.map(\.name) == ["peak"])
    let seconds = try self.input("t;v\n1769860800;1\n1769947200000;2\n")
    #expect(seconds.times == [1_769_860_800, 1_769_947_200] && seconds.columns[0].values == [1, 2])
  }

  @Test(
    "Nonsense in a table is one sentence with the line and the column",
    arguments: [
      ("time,a\n1,2\n2,x\n", "FILE, line 3, column a: 'x' is no finite number. Leave"),
      ("time,a\n1,2\n2\n", "FILE, line 3: has 1 fields, and the header 2. Write"),
      ("time,a\nsoon,2\n", "FILE, line 2, column time: 'soon' is no time. Write"),
      ("time,a\n1,inf\n2,3\n", "FILE, line 2, column a: 'inf' is no finite number."),
      ("hello\nworld\n", "FILE, line 1: is no table with a header"), ("time,a\n", "FILE, line 1: is no table"),
      ("time,branch\n1,main\n", "FILE, line 1: has no column of numbers."),
      ("\u{0}\u{1}\u{2}", "FILE, line 1: is no table"), ("\u{B}\n", "FILE, line 1: is empty."),
      ("time,a\n2026-01-01 +,2\n", "FILE, line 2, column time: '2026-01-01 +' is no time."),
      ("time,a\n2026-01-01T.,2\n", "is no time."), ("time,a\n2026-13-01,2\n", "is no time."),
      ("time,a\n1,0x10\n2,3\n", "'0x10' is no finite number."),
    ])
  func brokenTables(text: String, problem: String) {
    let found = error(text)
    #expect(found.contains(problem) && !found.contains("\n"), "\(found)")
  }

  @Test("A metric that is no column is an error that lists the columns")
  func unknownColumn() {
    #expect(error("time,a\n1,2\n", metrics: ["b"]) == "FILE, line 1: has no column 'b'. It has: time, a.")
  }
}
