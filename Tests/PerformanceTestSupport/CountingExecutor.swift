import Dispatch
import Synchronization

/// An executor of an actor that counts the jobs it is given: each is a hop to the actor.
public final class CountingExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "counting executor")
  private let count = Atomic(0)

  /// An executor without jobs.
  public init() {}

  /// How many jobs there were so far.
  public var hops: Int { count.load(ordering: .sequentiallyConsistent) }

  public func enqueue(_ job: consuming ExecutorJob) {
    count.add(1, ordering: .sequentiallyConsistent)
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

/// An executor that tasks without an actor prefer, which counts the jobs it is given.
public final class CountingTaskExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "counting task executor")
  private let count = Atomic(0)

  /// An executor without jobs.
  public init() {}

  /// How many jobs there were so far.
  public var hops: Int { count.load(ordering: .sequentiallyConsistent) }

  public func enqueue(_ job: consuming ExecutorJob) {
    count.add(1, ordering: .sequentiallyConsistent)
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
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
