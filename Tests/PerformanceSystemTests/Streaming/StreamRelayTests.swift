import Foundation
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Readers of a growing file")
struct StreamRelayTests {
  private let folder: TemporaryFolder
  private let log: URL
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    log = folder.file("log")
    // The folder of temporary files may be longer than the path of a socket can be.
    path = "/tmp/perftest-\(UUID().uuidString.prefix(12))"
  }

  /// Appends whole lines.
  private func grow(by lines: Int, _ text: String = "a line of the file") throws {
    if !FileManager.default.fileExists(atPath: log.path) { try folder.write("", to: "log") }
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(String(repeating: text + "\n", count: lines).utf8))
    try handle.close()
  }

  private var contents: Data { (try? Data(contentsOf: log)) ?? Data() }

  @Test("get all of it from its beginning, whenever they join")
  func joining() async throws {
    let relay = try StreamRelay([.socket(path)])
    let early = try ConnectedReader(path)
    relay.follow(log)
    try grow(by: 3)
    try await Patience.wait { early.data == contents }
    let late = try ConnectedReader(path)
    try grow(by: 20_000)
    try await Patience.wait { early.data == contents && late.data == contents }
    #expect(relay.finish() == .init(readers: 2))
    try await Patience.wait { early.hasEnded && late.hasEnded }
    #expect(early.data == contents && late.data == contents)
    #expect(!FileManager.default.fileExists(atPath: path))
    // A second call changes nothing.
    #expect(relay.finish() == .init(readers: 2))
  }

  @Test("may be files and sockets at once; a file that exists is replaced")
  func files() async throws {
    let copy = try folder.write(String(repeating: "what was there before\n", count: 100), to: "copy")
    let relay = try StreamRelay([.file(copy.path), .socket(path)])
    let reader = try ConnectedReader(path)
    try grow(by: 10)
    relay.follow(log)
    try await Patience.wait { reader.data == contents }
    try grow(by: 10)
    #expect(relay.finish() == .init(readers: 2))
    #expect(try Data(contentsOf: copy) == contents)
    try await Patience.wait { reader.data == contents }
  }

  @Test("get what was written just before the end")
  func ending() throws {
    let copy = folder.file("copy")
    let relay = try StreamRelay([.file(copy.path)])
    // More than is sent at a time, and little enough for the five seconds of the end on a slow and busy machine.
    try grow(by: 20_000)
    relay.follow(log)
    #expect(relay.finish() == .init(readers: 1))
    #expect(try Data(contentsOf: copy) == contents)
  }

  @Test("that stop reading are dropped and counted, and keep nobody waiting")
  func stopped() async throws {
    let relay = try StreamRelay([.socket(path)])
    let stopped = try (0..<10).map { _ in try #require(UnixSocket.connect(path)) }
    defer { stopped.forEach { close($0) } }
    let readers = try (0..<40).map { _ in try ConnectedReader(path) }
    relay.follow(log)
    try grow(by: 20_000)
    try await Patience.wait { readers.allSatisfy { $0.data.count == contents.count } }
    #expect(relay.finish() == .init(readers: 50, dropped: 10))
    #expect(readers.allSatisfy { $0.data == contents })
  }

  @Test("that stop reading are dropped while the file grows, not only at its end")
  func droppedMeanwhile() async throws {
    let relay = try StreamRelay([.socket(path)])
    let stopped = try #require(UnixSocket.connect(path))
    defer { close(stopped) }
    relay.follow(log)
    try grow(by: 20_000)
    try await Patience.wait {
      var input = pollfd(fd: stopped, events: 0, revents: 0)
      return poll(&input, 1, 0) == 1 && input.revents & Int16(POLLHUP) != 0
    }
    #expect(relay.finish() == .init(readers: 1, dropped: 1))
  }

  @Test("that close their end are no loss")
  func closed() async throws {
    let relay = try StreamRelay([.socket(path)])
    let closed = try #require(UnixSocket.connect(path))
    let reader = try ConnectedReader(path)
    relay.follow(log)
    try grow(by: 1)
    try await Patience.wait { reader.data == contents }
    close(closed)
    try grow(by: 50_000)
    try await Patience.wait { reader.data == contents }
    #expect(relay.finish() == .init(readers: 2))
  }

  #if os(Linux)
    @Test("may open a named pipe when they like")
    func pipe() async throws {
      let pipe = folder.file("pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      let relay = try StreamRelay([.file(pipe)])
      relay.follow(log)
      try grow(by: 5)
      let descriptor = open(pipe, O_RDONLY)
      defer { close(descriptor) }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &buffer, buffer.count)
      #expect(count > 0 && Data(buffer[..<max(count, 0)]) == contents.prefix(count))
      #expect(relay.finish().readers == 1)
    }

    @Test("that cannot be written fail with the reason, and others get everything")
    func full() async throws {
      let relay = try StreamRelay([.file("/dev/full"), .socket(path)])
      let reader = try ConnectedReader(path)
      relay.follow(log)
      try grow(by: 4)
      try await Patience.wait { reader.data == contents }
      #expect(relay.finish() == .init(readers: 2, failures: [.init(.file("/dev/full"), code: ENOSPC)]))
    }
  #endif

  @Test("have a socket that only the user can open")
  func permissions() throws {
    let relay = try StreamRelay([.socket(path)])
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(relay.finish() == .init())
  }

  /// A socket as a process leaves it that was killed: a name that nobody serves.
  private func leaveSocket() throws {
    #if os(Linux)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0 && FileManager.default.fileExists(atPath: path))
  }

  @Test("cannot be named by a path that somebody else uses; that of a dead process is taken over")
  func occupied() throws {
    let first = try StreamRelay([.socket(path)])
    let served = #expect(throws: InputError.self) { try StreamRelay([.socket(path)]) }
    #expect(served?.file == path && served?.problem == "is served by another process")
    #expect(first.finish().dropped == 0)
    try leaveSocket()
    #expect(try StreamRelay([.socket(path)]).finish() == .init())

    let file = try folder.write("mine", to: "file").path
    let kept = #expect(throws: InputError.self) { try StreamRelay([.socket(file)]) }
    #expect(kept?.problem == "is there and is not a socket")
    #expect(try folder.text(of: "file") == "mine")
    #expect(throws: InputError.self) { try StreamRelay([.socket("/nonexistent/folder/socket")]) }
    #expect(throws: InputError.self) { try StreamRelay([.file("/nonexistent/folder/file")]) }
  }

  @Test(
    "are named as files, standard output or sockets",
    arguments: [
      ("-", StreamDestination.standardOutput), ("out.jsonl", .file("/base/out.jsonl")), ("/a/b", .file("/a/b")),
      ("unix:/run/x", .socket("/run/x")), ("unix:x", .socket("/base/x")), ("unix:-", .socket("/base/-")),
      ("", nil), ("unix:", nil), ("a\0b", nil), ("unix:/" + String(repeating: "x", count: 100), nil),
      ("unix:/" + String(repeating: "x", count: 99), .socket("/" + String(repeating: "x", count: 99))),
    ])
  func destinations(text: String, expected: StreamDestination?) {
    #expect(StreamDestination(text, in: URL(fileURLWithPath: "/base", isDirectory: true)) == expected)
  }
}
