window.BENCHMARK_DATA = {
  "lastUpdate": 1795944846000,
  "repoUrl": "https://github.com/me/store",
  "entries": {
    "Rust": [
      {
        "commit": {
          "author": {"email": "me@example.com", "name": "Me", "username": "me"},
          "committer": {"email": "me@example.com", "name": "Me", "username": "me"},
          "distinct": true,
          "id": "3f2c91d05c1b8e7a6f0d9c2b4a5e6d7c8b9a0f1e",
          "message": "Sorts in place",
          "timestamp": "2026-11-27T09:00:00Z",
          "tree_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c",
          "url": "https://github.com/me/store/commit/3f2c91d05c1b8e7a6f0d9c2b4a5e6d7c8b9a0f1e"
        },
        "date": 1795770000000,
        "tool": "cargo",
        "benches": [
          {"name": "sort", "range": "+/- 35", "unit": "ns/iter", "value": 3500},
          {"name": "join", "range": "± 2,802", "unit": "ns/iter", "value": 90000}
        ]
      },
      {
        "commit": {
          "author": {"email": "me@example.com", "name": "Me", "username": "me"},
          "committer": {"email": "me@example.com", "name": "Me", "username": "me"},
          "id": "4a5e6d7c8b9a0f1e3f2c91d05c1b8e7a6f0d9c2b",
          "message": "Joins twice",
          "timestamp": "2026-11-28T09:00:00Z",
          "url": "https://github.com/me/store/commit/4a5e6d7c8b9a0f1e3f2c91d05c1b8e7a6f0d9c2b"
        },
        "date": 1795860000000,
        "tool": "cargo",
        "benches": [
          {"name": "sort", "range": "± 30", "unit": "ns/iter", "value": 3400},
          {"name": "join", "range": "± 2000", "unit": "ns/iter", "value": 91000}
        ]
      },
      {
        "commit": {"id": "4a5e6d7c8b9a0f1e3f2c91d05c1b8e7a6f0d9c2b"},
        "date": 1795861000000,
        "tool": "cargo",
        "benches": [
          {"name": "sort", "range": "± 31", "unit": "ns/iter", "value": 3410}
        ]
      }
    ],
    "Go": [
      {
        "commit": {"id": "4a5e6d7c8b9a0f1e3f2c91d05c1b8e7a6f0d9c2b"},
        "date": 1795860000000,
        "tool": "go",
        "benches": [
          {"name": "BenchmarkSort - ns/op", "unit": "ns/op", "value": 3232, "extra": "1650 times\n2 procs"},
          {"name": "BenchmarkSort - MB/s", "unit": "MB/s", "value": 247.56},
          {"name": "BenchmarkSort - hits", "unit": "", "value": 42}
        ]
      }
    ]
  }
}
