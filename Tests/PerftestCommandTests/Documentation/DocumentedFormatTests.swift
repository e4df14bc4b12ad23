import PerformanceExports
import Testing

@Suite("The export formats of the documentation")
struct DocumentedFormatTests {
  @Test("The table has every format, and no other")
  func table() throws {
    let rows = try DocumentationPage.article("ExportFormats").rows.prefix { $0[0] != "property" }
    let listed = rows.flatMap { row in row[0].matches(of: /`([a-z-]+)`/).map { String($0.1) } }
    #expect(listed.sorted() == ExportFormat.all.map(\.name).sorted())
  }
}
