import Foundation

/// The thread on which NVML is loaded, started and called, and the one that watches it.
///
/// NVML may be called from several threads, but the driver serialises the calls; and a call that hangs must block
/// neither a test nor one of the few threads of Swift's tasks.
struct NVMLThread: Sendable {
  private let queue: NVMLQueue
  private let search: NVMLSearch
  private let deadlines: NVMLDeadlines

  /// Starts both threads. They end when the queue is closed or given up.
  static func start(_ queue: NVMLQueue, search: NVMLSearch, deadlines: NVMLDeadlines) {
    let thread = NVMLThread(queue: queue, search: search, deadlines: deadlines)
    run("NVML") { thread.work() }
    run("NVML watch") { queue.watch() }
  }

  private static func run(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.name = name
    thread.start()
  }

  private func work() {
    do {
      let calls = NVMLCalls(NVMLSymbols(in: try open()), queue: queue, deadlines: deadlines)
      while let request = queue.next() {
        request.run(calls)
      }
    } catch {
      queue.giveUp(error)
    }
  }

  /// Loads the library and starts it. `nvmlInit_v2` does not access GPUs yet, so that a broken one does not prevent
  /// reading the others. The library is started once and never shut down: drivers are known to leak and to crash.
  private func open() throws(NVMLFailure) -> NVMLLibrary {
    let loading = try queue.watched("loading NVML", deadline: deadlines.start) {
      () -> Result<NVMLLibrary, NVMLFailure> in
      do throws(NVMLFailure) { return .success(try NVMLLibrary(search)) } catch { return .failure(error) }
    }
    let library = try loading.get()
    let start = library.start
    guard let pointer = start.pointer else { throw .notNVML(path: library.path, missing: start.name) }
    let code = try queue.watched(start.name, deadline: deadlines.start) { NVMLCode(rawValue: pointer()) }
    guard code.meaning == .answered else { throw .notStarted(code: code.rawValue) }
    return library
  }
}
