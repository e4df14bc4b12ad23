import Dispatch
import Synchronization

/// The jobs of an executor, which run one after the other and are counted.
private final class CountedJobs: Sendable {
  private let queue: DispatchQueue
  private let counter = Atomic(0)

  init(label: String) { queue = DispatchQueue(label: label) }

  var count: Int { counter.load(ordering: .sequentiallyConsistent) }

  func add(_ job: consuming ExecutorJob, run: @escaping @Sendable (UnownedJob) -> Void) {
    counter.add(1, ordering: .sequentiallyConsistent)
    let job = UnownedJob(job)
    queue.async { run(job) }
  }
}

/// An executor of an actor that counts the jobs it is given: each is a hop to the actor.
public final class CountingExecutor: SerialExecutor {
  private let jobs = CountedJobs(label: "counting executor")

  /// An executor without jobs.
  public init() {}

  /// How many jobs there were so far.
  public var hops: Int { jobs.count }

  public func enqueue(_ job: consuming ExecutorJob) {
    jobs.add(job) { $0.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

/// An executor that tasks without an actor prefer, which counts the jobs it is given.
public final class CountingTaskExecutor: TaskExecutor {
  private let jobs = CountedJobs(label: "counting task executor")

  /// An executor without jobs.
  public init() {}

  /// How many jobs there were so far.
  public var hops: Int { jobs.count }

  public func enqueue(_ job: consuming ExecutorJob) {
    jobs.add(job) { $0.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// A global actor whose hops are counted, in place of the main actor.
@globalActor
public actor Screen {
  public static let shared = Screen()
  /// Its executor.
  public static let executor = CountingExecutor()
  public nonisolated var unownedExecutor: UnownedSerialExecutor { Self.executor.asUnownedSerialExecutor() }
}
