import Foundation

/// The file of a category that is written to: appends whole lines, and begins another file when it is too long or its day
/// is over.
///
/// Everything happens under a lock of the folder, so that no process writes to a file that another one is renaming. Each
/// record is one `write`. What a process left of a line when it was killed is ended with a line feed before the next one,
/// and what did not fit on a full disk is taken back, so that a damaged line never takes another one with it.
final class LogFile {
  private let folder: LogFolder
  private let category: LogCategory
  /// The size in bytes from which another file is begun.
  private let mostBytes: Int
  private let lock: LogLock
  private var opened: Opened?

  private struct Opened {
    let descriptor: Int32
    let inode: UInt64
    let device: UInt64
    /// The day of its first record; `nil` where it has none yet.
    var day: String?
  }

  init(_ category: LogCategory, in folder: LogFolder, _ settings: LogOutlet.Settings) {
    (self.category, self.folder, mostBytes) = (category, folder, settings.mostBytes)
    lock = LogLock(
      folder.folder(of: category).appendingPathComponent(".lock"), patience: useconds_t(settings.patience * 1e6))
  }

  deinit { if let opened { close(opened.descriptor) } }

  /// Appends a record.
  /// - Parameter now: the present time, whose day decides about another file.
  func append(_ record: LogRecord, now: LogTime) throws(LogProblem) {
    try makeFolder()
    try lock.alone { () throws(LogProblem) in _ = try write(record.line, now: now) }
  }

  /// Appends an audit record at the end of the chain, and writes that end to its file.
  func appendLinked(_ record: LogRecord, now: LogTime) throws(LogProblem) {
    try makeFolder()
    try lock.alone { () throws(LogProblem) in
      let file = AuditHead.file(in: folder)
      let line = record.linked(head(onFile: AuditHead(file: file)).next).line
      let descriptor = try write(line, now: now)
      guard fsync(descriptor) == 0 else { throw unwritable(errno) }
      guard let head = line.dropLast().withUnsafeBytes({ AuditHead(line: $0) }), (try? head.write(to: file)) != nil
      else { throw .unwritable(path: file.path, code: EIO) }
    }
  }

  private var current: URL { folder.current(category) }

  private func unwritable(_ code: Int32) -> LogProblem { .unwritable(path: current.path, code: code) }

  private func makeFolder() throws(LogProblem) {
    let url = folder.folder(of: category)
    guard access(url.path, F_OK) != 0 else { return }
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: url.path, code: errno)
    }
  }

  // MARK: - Writing

  /// - Returns: The descriptor of the file that has the line.
  private func write(_ line: [UInt8], now: LogTime) throws(LogProblem) -> Int32 {
    var file = try upToDate()
    var size = try Self.size(file.descriptor).orThrow(unwritable(errno))
    if size > 0, size + line.count > mostBytes || (file.day.map { $0 < now.day } ?? false) {
      file = try renamed(file)
      size = try Self.size(file.descriptor).orThrow(unwritable(errno))
    }
    try append(isEnded(file.descriptor, size) ? line : [UInt8(ascii: "\n")] + line, to: file.descriptor, after: size)
    if file.day == nil { opened?.day = now.day }
    return file.descriptor
  }

  private func append(_ bytes: [UInt8], to descriptor: Int32, after size: Int) throws(LogProblem) {
    var limit = rlimit()
    // Beyond this limit the system ends the process.
    if Self.fileSizeLimit(&limit) == 0, UInt64(size + bytes.count) > UInt64(limit.rlim_cur) { throw unwritable(EFBIG) }
    let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    guard count != bytes.count else { return }
    let code = count < 0 ? errno : ENOSPC
    ftruncate(descriptor, off_t(size))
    throw unwritable(code)
  }

  private static func fileSizeLimit(_ limit: inout rlimit) -> Int32 {
    #if canImport(Glibc)
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      getrlimit(RLIMIT_FSIZE, &limit)
    #endif
  }

  private func isEnded(_ descriptor: Int32, _ size: Int) -> Bool {
    guard size > 0 else { return true }
    var byte: UInt8 = 0
    return pread(descriptor, &byte, 1, off_t(size - 1)) != 1 || byte == UInt8(ascii: "\n")
  }

  private static func size(_ descriptor: Int32) -> Int? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  // MARK: - Files

  /// The file at the location, opened again where another process has renamed it.
  private func upToDate() throws(LogProblem) -> Opened {
    var there = stat()
    if let opened {
      if stat(current.path, &there) == 0, UInt64(there.st_ino) == opened.inode, UInt64(there.st_dev) == opened.device {
        return opened
      }
      close(opened.descriptor)
      self.opened = nil
    }
    let descriptor = open(current.path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw unwritable(errno) }
    guard fstat(descriptor, &there) == 0, there.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw unwritable(EINVAL)
    }
    let file = Opened(
      descriptor: descriptor, inode: UInt64(there.st_ino), device: UInt64(there.st_dev),
      day: Self.firstDay(descriptor, there))
    opened = file
    return file
  }

  /// The day of the first line, else that of the last change.
  private static func firstDay(_ descriptor: Int32, _ status: stat) -> String? {
    guard status.st_size > 0 else { return nil }
    let start = Array(LogRecord.lineStart.utf8)
    let beginning = [UInt8](unsafeUninitializedCapacity: start.count + LogTime.length) { buffer, count in
      count = max(pread(descriptor, buffer.baseAddress, buffer.count, 0), 0)
    }
    if beginning.starts(with: start),
      let time = LogTime(text: String(decoding: beginning[start.count...], as: UTF8.self))
    {
      return time.day
    }
    #if os(Linux)
      let changed = status.st_mtim.tv_sec
    #else
      let changed = status.st_mtimespec.tv_sec
    #endif
    return LogTime(seconds: Double(changed)).day
  }

  /// Renames the file, and opens the next one. Where it cannot be renamed it stays, whatever its size.
  private func renamed(_ file: Opened) throws(LogProblem) -> Opened {
    let last = folder.rotated(category).last
    let own = file.day ?? ""
    // A clock that was set back must not sort a newer file before an older one.
    let day = max(own, last?.day ?? own)
    let number = last.map { $0.day == day ? $0.number + 1 : 1 } ?? 1
    guard rename(current.path, folder.file(RotatedLog(day: day, number: number), of: category).path) == 0 else {
      return file
    }
    return try upToDate()
  }

  // MARK: - Chain

  /// The end of the chain: the record with the greatest number, of the last line and of the file of the head.
  ///
  /// A process that was killed between the two leaves a head that is behind. Where the last lines were removed the head is
  /// ahead, and the next record follows it, so that the gap stays visible.
  private func head(onFile head: AuditHead?) -> AuditHead {
    let last = lastLink()
    guard let head else { return last ?? .beginning }
    return last.map { $0.sequence > head.sequence ? $0 : head } ?? head
  }

  private func lastLink() -> AuditHead? {
    let newest = folder.rotated(.audit).last.map { folder.file($0, of: .audit) }
    return Self.lastLink(of: current) ?? newest.flatMap(Self.lastLink)
  }

  /// How many bytes from its end a file is searched for a whole record: more than a record has.
  private static let searchedBytes = 1 << 20

  private static func lastLink(of file: URL) -> AuditHead? {
    guard let handle = try? FileHandle(forReadingFrom: file), let size = try? handle.seekToEnd() else { return nil }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: size - min(size, UInt64(searchedBytes)))) != nil,
      let end = try? handle.read(upToCount: searchedBytes)
    else { return nil }
    return end.split(separator: UInt8(ascii: "\n")).reversed().lazy
      .compactMap { $0.withUnsafeBytes { AuditHead(line: $0) } }.first
  }
}

extension Optional {
  fileprivate func orThrow(_ problem: @autoclosure () -> LogProblem) throws(LogProblem) -> Wrapped {
    guard let self else { throw problem() }
    return self
  }
}
