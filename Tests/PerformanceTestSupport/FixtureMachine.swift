import Foundation

/// A folder with the kernel's files of a made-up machine: 2 processors, 8 GB, one disk, one network interface.
public final class FixtureMachine: Sendable {
  private let folder: TemporaryFolder

  /// Writes the files.
  public init() throws {
    folder = try TemporaryFolder()
    for (path, text) in Self.files { try folder.write(text, to: path) }
  }

  /// The folder that has `proc` and `sys`.
  public var root: String { folder.url.path }

  /// Replaces a file, or removes it where the text is `nil`.
  public func set(_ path: String, _ text: String?) throws {
    if let text {
      try folder.write(text, to: String(path.drop { $0 == "/" }))
    } else {
      try FileManager.default.removeItem(atPath: root + path)
    }
  }

  /// Lets the processors work: ticks of all of them by kind, from user to steal.
  public func setTicks(_ ticks: [Int]) throws {
    try set("/proc/stat", Self.statistics(ticks))
  }

  /// Adds a process, or replaces it.
  public func setProcess(_ id: Int, parent: Int, ticks: Int, endedChildren: Int = 0, pages: Int = 10) throws {
    try set("/proc/\(id)/stat", Self.process(id, parent: parent, ticks: ticks, ended: endedChildren, pages: pages))
  }

  private static let files: [String: String] = [
    "proc/stat": statistics([100, 0, 50, 800, 40, 5, 5, 0]),
    "proc/loadavg": "0.50 0.40 0.30 2/345 6789\n",
    "proc/meminfo": "MemTotal:        8000000 kB\nMemFree:         1000000 kB\nMemAvailable:    6000000 kB\n",
    "proc/pressure/cpu": "some avg10=1.25 avg60=8.57 avg300=8.41 total=44367794\n",
    "proc/pressure/memory": pressure("0.00"), "proc/pressure/io": pressure("12.50"),
    "proc/net/dev": """
    Inter-|   Receive                                                |  Transmit
     face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
        lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0
      eth0:5903000000   41    0    0    0     0          0         0     5713      61    0    0    0     0       0          0

    """,
    "proc/diskstats": """
       7       0 loop0 5 0 0 0 5 0 0 0 0 0 0 0 0 0 0 0 0
     253       0 vda 1234 5 6 7 890 1 2 3 0 0 0 0 0 0 0 0 0
     253       1 vda1 1000 5 6 7 800 1 2 3 0 0 0 0 0 0 0 0 0

    """,
    "sys/block/loop0/size": "0\n", "sys/block/vda/size": "1000\n",
    "proc/self/cgroup": "0::/a/b\n",
    "sys/fs/cgroup/a/b/cpu.max": "max 100000\n", "sys/fs/cgroup/a/cpu.max": "150000 100000\n",
    "sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq": "2000000\n",
    "sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq": "3000000\n",
    "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "performance\n",
    "sys/devices/system/cpu/cpu1/cpufreq/scaling_governor": "performance\n",
    "sys/devices/system/cpu/intel_pstate/no_turbo": "1\n",
    "sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
    "proc/1/stat": process(1, parent: 0, ticks: 1000, ended: 5000, pages: 10),
  ]

  private static func pressure(_ share: String) -> String {
    "some avg10=\(share) avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"
  }

  private static func statistics(_ ticks: [Int]) -> String {
    let all = ticks.map(String.init).joined(separator: " ")
    return "cpu  \(all) 0 0\ncpu0 \(all) 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\nintr 1 2 3\nctxt 4\n"
  }

  /// The name has a space and parentheses, as any program may choose.
  private static func process(_ id: Int, parent: Int, ticks: Int, ended: Int, pages: Int) -> String {
    "\(id) (a) (b c) S \(parent) 1 1 0 -1 0 0 0 0 0 \(ticks) 0 \(ended) 0 20 0 1 0 5 1000 \(pages) 184467440737 1 1\n"
  }
}
