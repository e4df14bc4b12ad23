import PerformanceRecords

/// The numbers of a point's series and run, and where its contents are: numbers alone are sorted quickly.
struct PointRow {
  let series: Int
  let run: Int
  /// The position of its run among those that are added.
  let contents: Int
  /// Its position in the run.
  let index: Int
}

/// Inserts points with their sessions and samples.
struct PointWriter {
  private let points: SQLiteStatement
  private let sessions: SQLiteStatement
  private let samples: SQLiteStatement

  /// - Throws: ``SQLiteError``.
  init(_ connection: SQLiteConnection) throws(SQLiteError) {
    points = try connection.statement("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    sessions = try connection.statement("INSERT INTO session VALUES (?, ?, ?)")
    samples = try connection.statement("INSERT INTO sample VALUES (?, ?, ?)")
  }

  /// Inserts a row.
  /// - Throws: ``SQLiteError``.
  func insert(_ contents: RunContents.Row, _ row: PointRow, _ names: inout IndexNames) throws {
    let point = contents.point
    try points.bind(row.series).bind(row.run).bind(point.value).bind(point.sessions).bind(point.samples)
      .bind(point.statistics.bytes(around: point.value))
      .bind(try point.outcome.map { try names.number(of: $0.name) })
      .bind(try point.reason.map { try names.number(of: $0.name) })
      .bind(point.baseline).run()
    try insert(contents.summaries, of: row, sessions)
    try insert(contents.samples, of: row, samples)
  }

  private func insert(_ bytes: [UInt8], of row: PointRow, _ statement: SQLiteStatement) throws(SQLiteError) {
    guard !bytes.isEmpty else { return }
    try statement.bind(row.series).bind(row.run).bind(bytes).run()
  }
}
