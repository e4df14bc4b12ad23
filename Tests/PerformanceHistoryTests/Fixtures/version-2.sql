PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE word (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO word VALUES(1,'failed');
INSERT INTO word VALUES(2,'crashed');
INSERT INTO word VALUES(3,'regressed');
INSERT INTO word VALUES(4,'countGrew');
INSERT INTO word VALUES(5,'same');
INSERT INTO word VALUES(6,'withinTolerance');
CREATE TABLE benchmark (
  id INTEGER PRIMARY KEY,
  module TEXT NOT NULL,
  suite TEXT NOT NULL,
  test TEXT NOT NULL,
  label TEXT
) STRICT;
INSERT INTO benchmark VALUES(1,'AppTests','["JSON","A/B"]','decode(size:)','1000');
INSERT INTO benchmark VALUES(2,'AppTests','["JSON","A/B"]','decode(size:)',NULL);
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
INSERT INTO series VALUES(1,2,'allocations','count','lower','exact','','linux-debian12-glibc2.36-x86_64-swift6.3.1-release');
INSERT INTO series VALUES(2,2,'wallClock','ns','lower','sampled','','amd-epyc-7r13-25.1.1-2cpu-kvm');
INSERT INTO series VALUES(3,1,'allocations','count','lower','exact','','linux-debian12-glibc2.36-x86_64-swift6.3.1-release');
INSERT INTO series VALUES(4,1,'wallClock','ns','lower','sampled','','amd-epyc-7r13-25.1.1-2cpu-kvm');
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
, pruned INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO run VALUES(192024000,'20260131-120000-0a1b2c3d-4711','20260131-120000-0a1b2c3d-4711.jsonl',4635,1769860800.25,7.5,1,'gate','0123456789abcdef0123456789abcdef01234567','main',0,17,'github','https://github.com/o/r/actions/runs/1','5','linux-debian12-glibc2.36-x86_64-swift6.3.1-release','amd-epyc-7r13-25.1.1-2cpu-kvm',1.0,'{"configuration":{"slowdown":1,"filters":["JSON"],"skips":[]},"mode":"gate","environment":{"toolchain":{"configuration":"release","library":"glibc2.36","swift":"6.3.1","distribution":"debian12","system":"linux","architecture":"x86_64","isTestable":false},"machine":{"vendor":"AuthenticAMD","name":"AMD EPYC 7R13","model":"25.1.1","processors":2,"hypervisor":"KVM"},"isAligned":true},"provenance":{"buildURL":"https:\/\/github.com\/o\/r\/actions\/runs\/1","provider":"github","branch":"main","change":"5","dirty":false,"revision":"0123456789abcdef0123456789abcdef01234567","position":17},"tool":"0.10.0"}',0);
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
INSERT INTO point VALUES(1,192024000,12.0,2,2,NULL,3,4,11.0);
INSERT INTO point VALUES(2,192024000,1002.8749999999999999,2,8,X'0000d0bf002066420000dc409a2979438f2a9d430050a5430000ec40',5,6,1000.5);
INSERT INTO point VALUES(3,192024000,123456.0,1,1,NULL,NULL,NULL,NULL);
INSERT INTO point VALUES(4,192024000,98765432.500000000003,1,3,X'00000000e037af47c0070747e2895148e0296148e0116548c0070747',NULL,NULL,NULL);
CREATE TABLE session (
  series INTEGER NOT NULL,
  run INTEGER NOT NULL,
  summaries BLOB NOT NULL,
  PRIMARY KEY (series, run)
) STRICT, WITHOUT ROWID;
INSERT INTO session VALUES(1,192024000,X'04010a000000000000284004020a0000000000002840');
INSERT INTO session VALUES(2,192024000,X'00010a00000000004a8f40cdcc2c3f0000d83f0000b8400080fe419ad990420000c74200020a0000000000648f40cdccac3f00005840000022410020bc4266066b430080a443');
INSERT INTO session VALUES(3,192024000,X'04010a000000000024fe40');
INSERT INTO session VALUES(4,192024000,X'00010a000000e2298c9741660cd845c0078746c0070747e8690348e3013e48e0116548');
CREATE TABLE sample (
  series INTEGER NOT NULL,
  run INTEGER NOT NULL,
  samples BLOB NOT NULL,
  PRIMARY KEY (series, run)
) STRICT, WITHOUT ROWID;
INSERT INTO sample VALUES(1,192024000,X'0001180118');
INSERT INTO sample VALUES(2,192024000,X'150480d0fc01ffa70280f018ffa718048090fb0180900180e80280a84e');
INSERT INTO sample VALUES(3,192024000,X'000180890f');
INSERT INTO sample VALUES(4,192024000,X'0c03d4b0bc01b808ea30');
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
INSERT INTO verdict VALUES(192024000,0,1,0,NULL,NULL,1,2,NULL,NULL);
CREATE TABLE pruned (
      name TEXT PRIMARY KEY,
      log TEXT,
      bytes INTEGER
    ) STRICT, WITHOUT ROWID;
INSERT INTO pruned VALUES('20200131-120000-0a1b2c3d-4712','20200131-120000-0a1b2c3d-4712.jsonl',4700);
CREATE UNIQUE INDEX benchmark_name ON benchmark (module, suite, test, label IS NULL, ifnull(label, ''));
COMMIT;
PRAGMA user_version = 2;
PRAGMA application_id = 1885696614;
