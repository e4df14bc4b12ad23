import Foundation
import PerformanceBuild
import PerformanceSystem

/// Who works, and where: for audit records.
package struct LogActor: Equatable, Sendable {
  /// The name of the user; `nil` where the system has none for its number.
  package var user: String?
  /// The number of the user.
  package var userID: UInt32?
  /// Who started the build, as a CI service names them.
  package var ciActor: String?
  /// The name of the machine.
  package var host: String?

  package init() {}

  /// The user of this process.
  package init(environment: [String: String]) {
    let id = getuid()
    userID = id
    user = Self.name(of: id)
    ciActor = Self.variables.lazy.compactMap { environment.setting($0) }.first
    var name = [CChar](repeating: 0, count: 256)
    if gethostname(&name, name.count - 1) == 0 {
      host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// GitHub, GitLab, Buildkite, CircleCI, Azure, Jenkins, Bitbucket.
  private static let variables = [
    "GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILDKITE_BUILD_CREATOR", "CIRCLE_USERNAME",
    "BUILD_REQUESTEDFOR", "BUILD_USER_ID", "CHANGE_AUTHOR", "BITBUCKET_STEP_TRIGGERER_UUID",
  ]

  private static func name(of id: uid_t) -> String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
    return entry.pw_name.map { String(cString: $0) }
  }

  var details: [String: JSONValue] {
    let texts = [("user.name", user), ("ci.actor", ciActor), ("host.name", host)]
    var details = Dictionary(
      uniqueKeysWithValues: texts.compactMap { name, text in text.map { (name, JSONValue.string($0)) } })
    if let userID { details["user.id"] = .integer(Int(userID)) }
    return details
  }
}
