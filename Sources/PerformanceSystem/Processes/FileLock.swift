import Foundation

/// Locks of open files, as `flock` takes them.
package enum FileLock {
  /// Releases the lock of a file, if there is one, and closes the file.
  ///
  /// Closing alone does not release it: a process that another thread is starting holds the file, too, between `fork` and
  /// `exec`.
  package static func release(_ descriptor: Int32) {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
