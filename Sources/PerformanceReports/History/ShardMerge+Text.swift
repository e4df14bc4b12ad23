import PerformanceHistory
import PerformanceText

extension ShardMerge.Result {
  /// One line for the terminal about the joined log.
  package func text(file: String) -> String {
    "\(file.printable): run \(run.printable), \(Plural.text(subjects, "benchmark")) of \(Plural.text(shards, "shard"))"
  }

  /// A warning about each shard that broke off.
  package var warnings: [String] {
    unfinished.map { "\($0.path.printable): has no end, so that the joined run is unfinished" }
  }
}
