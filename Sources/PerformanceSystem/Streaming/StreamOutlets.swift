import Foundation

/// The open destinations of a relay and their readers.
///
/// Unchecked: one thread makes it, for errors that the caller sees, and then another one alone uses it.
final class StreamOutlets: @unchecked Sendable {
  /// A destination that readers join while the file grows.
  private enum Port {
    case socket(Int32, path: String)
    case pipe(StreamDestination)
  }

  /// The state of all readers after each was offered what it lacks.
  private enum Progress: Int, Comparable {
    /// Each has the whole file, or the file does not exist.
    case complete
    /// Those that lack something took nothing.
    case stalled
    /// One took a part of what it lacks.
    case moving

    static func < (left: Progress, right: Progress) -> Bool { left.rawValue < right.rawValue }

    /// Milliseconds until the next look at the file and the readers.
    var pause: Int32 {
      switch self {
      case .complete: 50
      case .stalled: 20
      case .moving: 0
      }
    }
  }

  /// A reader that takes nothing for this long is dropped.
  private static let patience: UInt64 = 5_000_000_000
  /// The same at the end, when the process waits.
  private static let lastPatience: UInt64 = 500_000_000

  private var ports: [Port] = []
  private var readers: [(destination: StreamDestination, reader: StreamReader)] = []
  private var losses = StreamRelay.Losses()
  private var source: Int32 = -1

  init(_ destinations: [StreamDestination]) throws(InputError) {
    for destination in destinations { try open(destination) }
  }

  deinit { closeAll() }

  /// Closes everything. The path of a socket is free when the relay has finished, not at some time afterwards.
  private func closeAll() {
    for case .socket(let descriptor, let path) in ports {
      close(descriptor)
      unlink(path)
    }
    if source >= 0 { close(source) }
    (ports, readers, source) = ([], [], -1)
  }

  private func open(_ destination: StreamDestination) throws(InputError) {
    switch destination {
    case .standardOutput: add(.standardOutput, at: destination)
    case .socket(let path): ports.append(.socket(try UnixSocket.listen(path), path: path))
    case .file(let path):
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
        ports.append(.pipe(destination))
      } else {
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
          throw InputError(
            file: path, problem: "cannot be written: \(String(cString: strerror(errno)))",
            remedy: "Name a file in a folder that is writable.")
        }
        add(.file(descriptor), at: destination)
      }
    }
  }

  private func add(_ reader: StreamReader, at destination: StreamDestination) {
    readers.append((destination, reader))
    losses.readers += 1
  }

  /// Serves the readers until the end is requested and each has the whole file or was dropped.
  /// - Parameter exchange: takes the losses so far and gives the state of the relay.
  func serve(_ exchange: (StreamRelay.Losses) -> StreamState) {
    var deadline: UInt64?
    while true {
      let state = exchange(losses)
      if state.isEnding, deadline == nil { deadline = RunClock.nanoseconds + Self.patience }
      if source < 0, let file = state.file { source = Foundation.open(file.path, O_RDONLY | O_CLOEXEC) }
      join()
      let progress = send(patience: deadline == nil ? Self.patience : Self.lastPatience)
      if let deadline {
        if progress == .complete { break }
        if RunClock.nanoseconds > deadline {
          losses.dropped += readers.count { !$0.reader.has(size) }
          break
        }
      }
      poll(nil, 0, progress.pause)
    }
    closeAll()
    _ = exchange(losses)
  }

  /// Lets new readers join.
  private func join() {
    var rest: [Port] = []
    for port in ports {
      switch port {
      case .socket(let descriptor, let path):
        while let connection = UnixSocket.accept(descriptor) { add(.connection(connection), at: .socket(path)) }
        rest.append(port)
      case .pipe(let destination):
        // Without a reader, opening it fails.
        let descriptor = Foundation.open(destination.typed, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        if descriptor >= 0 { add(.file(descriptor), at: destination) } else { rest.append(port) }
      }
    }
    ports = rest
  }

  /// Offers every reader what it lacks, and removes those that are gone, that failed, or that took nothing for too long.
  private func send(patience: UInt64) -> Progress {
    guard source >= 0 else { return .complete }
    let size = size
    var progress = Progress.complete
    readers = readers.filter { destination, reader in
      switch reader.send(from: source, size: size) {
      case .upToDate: return true
      case .behind: progress = .moving
      case .stalled where RunClock.nanoseconds - reader.lastMove > patience:
        losses.dropped += 1
        return false
      case .stalled: progress = max(progress, .stalled)
      case .gone: return false
      case .failed(let code):
        losses.failures.append(.init(destination, code: code))
        return false
      }
      return true
    }
    return progress
  }

  /// The bytes of the file.
  private var size: Int {
    var status = stat()
    return source >= 0 && fstat(source, &status) == 0 ? Int(status.st_size) : 0
  }
}
