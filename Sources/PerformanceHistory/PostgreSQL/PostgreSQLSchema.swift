/// The tables of a shared history, version by version, in the schema `perftest`.
///
/// They have what the index has. Points are partitioned by the month in which their run began, so that a month can be
/// dropped at once; sessions and samples are in the rows of their points, where the server stores long ones apart.
package enum PostgreSQLSchema {
  /// The version of tables that this build writes.
  package static let version = migrations.count

  /// The key of the lock that writers hold until their transaction ends: `perftest` in ASCII.
  static let lock = 0x7065_7266_7465_7374

  /// The statements that lead from each version to the next one.
  static let migrations = [version1]

  private static let version1 = """
    CREATE SCHEMA IF NOT EXISTS perftest;

    CREATE TABLE perftest.version (number integer NOT NULL);

    CREATE TABLE perftest.benchmark (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      module text NOT NULL,
      suite text NOT NULL,
      test text NOT NULL,
      label text
    );
    CREATE UNIQUE INDEX benchmark_name
      ON perftest.benchmark (module, suite, test, (label IS NULL), (coalesce(label, '')));

    CREATE TABLE perftest.series (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      benchmark integer NOT NULL REFERENCES perftest.benchmark,
      metric text NOT NULL,
      unit text NOT NULL,
      direction text NOT NULL,
      kind text NOT NULL,
      relative text NOT NULL,
      environment text NOT NULL,
      UNIQUE (benchmark, metric, unit, direction, kind, relative, environment)
    );

    CREATE TABLE perftest.run (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE,
      time double precision NOT NULL,
      seconds double precision NOT NULL,
      finished boolean NOT NULL,
      mode text NOT NULL,
      revision text,
      branch text,
      dirty boolean,
      position bigint,
      provider text,
      build text,
      change text,
      toolchain text NOT NULL,
      machine text NOT NULL,
      slowdown double precision NOT NULL,
      start text
    );
    CREATE INDEX run_time ON perftest.run (time);

    CREATE TABLE perftest.point (
      series integer NOT NULL,
      run bigint NOT NULL,
      began timestamptz NOT NULL,
      value double precision NOT NULL,
      sessions bigint NOT NULL,
      samples bigint NOT NULL,
      minimum double precision NOT NULL,
      mean double precision NOT NULL,
      p50 double precision NOT NULL,
      p95 double precision NOT NULL,
      p99 double precision NOT NULL,
      maximum double precision NOT NULL,
      mad double precision NOT NULL,
      outcome text,
      reason text,
      baseline double precision,
      session_bytes bytea,
      sample_bytes bytea,
      PRIMARY KEY (series, began, run)
    ) PARTITION BY RANGE (began);
    CREATE INDEX point_run ON perftest.point (run);

    CREATE TABLE perftest.verdict (
      run bigint NOT NULL REFERENCES perftest.run ON DELETE CASCADE,
      ordinal integer NOT NULL,
      benchmark integer NOT NULL REFERENCES perftest.benchmark,
      whole boolean NOT NULL,
      metric text,
      budget text,
      outcome text NOT NULL,
      reason text NOT NULL,
      baseline double precision,
      now double precision,
      PRIMARY KEY (run, ordinal)
    );
    """

  /// Tables that exist during a transaction, for `COPY`, which knows no conflicts.
  static let incoming = """
    CREATE TEMPORARY TABLE incoming_run (
      number integer, name text, time double precision, seconds double precision, finished boolean, mode text,
      revision text, branch text, dirty boolean, position bigint, provider text, build text, change text,
      toolchain text, machine text, slowdown double precision, start text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE incoming_benchmark (
      number integer, module text, suite text, test text, label text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE incoming_series (
      number integer, benchmark integer, metric text, unit text, direction text, kind text, relative text,
      environment text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE incoming_point (
      series integer, run integer, value double precision, sessions bigint, samples bigint, minimum double precision,
      mean double precision, p50 double precision, p95 double precision, p99 double precision,
      maximum double precision, mad double precision, outcome text, reason text, baseline double precision,
      session_bytes bytea, sample_bytes bytea
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE incoming_verdict (
      run integer, ordinal integer, benchmark integer, whole boolean, metric text, budget text, outcome text,
      reason text, baseline double precision, now double precision
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE added_run (id bigint, name text, time double precision) ON COMMIT DROP;
    """

  /// Adds the runs that are not there; others keep what they have.
  static let addRuns = """
    WITH added AS (
      INSERT INTO perftest.run (
        name, time, seconds, finished, mode, revision, branch, dirty, position, provider, build, change, toolchain,
        machine, slowdown, start)
      SELECT
        name, time, seconds, finished, mode, revision, branch, dirty, position, provider, build, change, toolchain,
        machine, slowdown, start
      FROM incoming_run ORDER BY number
      ON CONFLICT (name) DO NOTHING RETURNING id, name, time)
    INSERT INTO added_run SELECT id, name, time FROM added
    """

  /// Adds what the added runs have.
  static let addResults = """
    INSERT INTO perftest.benchmark (module, suite, test, label)
      SELECT module, suite, test, label FROM incoming_benchmark ORDER BY number ON CONFLICT DO NOTHING;

    CREATE TEMPORARY TABLE known_benchmark ON COMMIT DROP AS
      SELECT incoming.number, known.id FROM incoming_benchmark AS incoming JOIN perftest.benchmark AS known
        ON known.module = incoming.module AND known.suite = incoming.suite AND known.test = incoming.test
        AND known.label IS NOT DISTINCT FROM incoming.label;

    INSERT INTO perftest.series (benchmark, metric, unit, direction, kind, relative, environment)
      SELECT known_benchmark.id, metric, unit, direction, kind, relative, environment
      FROM incoming_series JOIN known_benchmark ON known_benchmark.number = incoming_series.benchmark
      ORDER BY incoming_series.number ON CONFLICT DO NOTHING;

    CREATE TEMPORARY TABLE known_series ON COMMIT DROP AS
      SELECT incoming.number, known.id
      FROM incoming_series AS incoming JOIN known_benchmark ON known_benchmark.number = incoming.benchmark
      JOIN perftest.series AS known
        ON known.benchmark = known_benchmark.id AND known.metric = incoming.metric AND known.unit = incoming.unit
        AND known.direction = incoming.direction AND known.kind = incoming.kind
        AND known.relative = incoming.relative AND known.environment = incoming.environment;

    INSERT INTO perftest.point
      SELECT
        known_series.id, added_run.id, to_timestamp(added_run.time), value, sessions, samples, minimum, mean, p50, p95,
        p99, maximum, mad, outcome, reason, baseline, session_bytes, sample_bytes
      FROM incoming_point
      JOIN incoming_run ON incoming_run.number = incoming_point.run
      JOIN added_run ON added_run.name = incoming_run.name
      JOIN known_series ON known_series.number = incoming_point.series
      ORDER BY 1, 3, 2 ON CONFLICT DO NOTHING;

    INSERT INTO perftest.verdict
      SELECT
        added_run.id, ordinal, known_benchmark.id, whole, metric, budget, outcome, reason, baseline, now
      FROM incoming_verdict
      JOIN incoming_run ON incoming_run.number = incoming_verdict.run
      JOIN added_run ON added_run.name = incoming_run.name
      JOIN known_benchmark ON known_benchmark.number = incoming_verdict.benchmark
      ON CONFLICT DO NOTHING
    """
}
