import PerformanceBundles
import PerformanceRecords
import PerformanceTestSupport
import PerformanceTesting
import Testing

@Suite("The calls of a session process")
struct SessionContextTests {
  @Test("A call with a cold start is reported where it is not the first of the process")
  func coldStart() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("messages")
    let request = ChildRequest(task: .session, messages: file)
    let context = SessionContext(request: request, writer: try MessageWriter(file: file))
    var (id, location) = (Example.id, Example.location)
    context.register(id, at: location)
    context.expectFirst(at: location)
    #expect(MessageWriter.messages(in: file).isEmpty)
    (id.label, location.line) = ("second", 20)
    context.register(id, at: location)
    context.expectFirst(at: location)
    #expect(MessageWriter.messages(in: file).map { "\($0)" } == ["\(ChildMessage.notFirst(location))"])
  }
}
