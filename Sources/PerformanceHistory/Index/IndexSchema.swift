/// The tables of the index, version by version.
///
/// A run's number is the second of its start, so that the points of a series lie in the order of time whenever they came
/// in. The points of a run are found by one search in each series, which costs less than a second index.
package enum IndexSchema {
  /// The version of a database that this build writes.
  package static let version = migrations.count

  /// Marks a database of this package, among others in the file's header.
  static let application = 0x7065_7266

  /// The statements that lead from each version to the next one.
  static let migrations = [version1, version2]

  private static let version1 = """
    CREATE TABLE word (
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE benchmark (
      id INTEGER PRIMARY KEY,
      module TEXT NOT NULL,
      suite TEXT NOT NULL,
      test TEXT NOT NULL,
      label TEXT
    ) STRICT;
    CREATE UNIQUE INDEX benchmark_name ON benchmark (module, suite, test, label IS NULL, ifnull(label, ''));

    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      benchmark INTEGER NOT NULL,
      metric TEXT NOT NULL,
      unit TEXT NOT NULL,
      direction TEXT NOT NULL,
      kind TEXT NOT NULL,
      relative TEXT NOT NULL,
      environment TEXT NOT NULL,
      UNIQUE (benchmark, metric, unit, direction, kind, relative, environment)
    ) STRICT;

    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      log TEXT UNIQUE,
      bytes INTEGER,
      time REAL NOT NULL,
      seconds REAL NOT NULL,
      finished INTEGER NOT NULL,
      mode TEXT NOT NULL,
      revision TEXT,
      branch TEXT,
      dirty INTEGER,
      position INTEGER,
      provider TEXT,
      build TEXT,
      change TEXT,
      toolchain TEXT NOT NULL,
      machine TEXT NOT NULL,
      slowdown REAL NOT NULL,
      start TEXT
    ) STRICT;

    CREATE TABLE point (
      series INTEGER NOT NULL,
      run INTEGER NOT NULL,
      value REAL NOT NULL,
      sessions INTEGER NOT NULL,
      samples INTEGER NOT NULL,
      statistics BLOB,
      outcome INTEGER,
      reason INTEGER,
      baseline REAL,
      PRIMARY KEY (series, run)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE session (
      series INTEGER NOT NULL,
      run INTEGER NOT NULL,
      summaries BLOB NOT NULL,
      PRIMARY KEY (series, run)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sample (
      series INTEGER NOT NULL,
      run INTEGER NOT NULL,
      samples BLOB NOT NULL,
      PRIMARY KEY (series, run)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE verdict (
      run INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      benchmark INTEGER NOT NULL,
      whole INTEGER NOT NULL,
      metric TEXT,
      budget TEXT,
      outcome INTEGER NOT NULL,
      reason INTEGER NOT NULL,
      baseline REAL,
      now REAL,
      PRIMARY KEY (run, ordinal)
    ) STRICT, WITHOUT ROWID;
    """

  /// The names of runs that a prune removed, and of the others how much it removed: a `HistoryTier`, 0 for nothing.
  private static let version2 = """
    ALTER TABLE run ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE pruned (
      name TEXT PRIMARY KEY,
      log TEXT,
      bytes INTEGER
    ) STRICT, WITHOUT ROWID;
    """
}
