/// One evaluation with everything around it: the state on disk, the history, and notifications.
///
/// The state is on disk before anything is sent, and what was sent is on disk after each notification: a process that
/// dies between the two sends that notification once more, with the same key, and none is lost.
package struct AlertCheck {
  private let settings: AlertSettings
  private let store: AlertStore
  private let delivery: NotificationDelivery

  /// What an evaluation did.
  package struct Result: Equatable, Sendable {
    /// A notification that did not reach its receiver.
    package struct Failure: Equatable, Sendable {
      package var receiver: String
      package var cause: DeliveryFailure
    }

    package var state: AlertState
    package var transitions: [AlertTransition]
    package var sent: [AlertNotification] = []
    package var failures: [Failure] = []
    package var problems: [AlertStore.Problem]
  }

  package init(_ settings: AlertSettings, _ store: AlertStore, _ delivery: NotificationDelivery) {
    (self.settings, self.store, self.delivery) = (settings, store, delivery)
  }

  /// Evaluates all rules once.
  /// - Throws: ``InputError`` where the state cannot be written, or ``AlertStore/Busy``.
  package func run(_ input: AlertInput) throws -> Result {
    try store.locked {
      let (before, problems) = store.read()
      let (state, transitions) = AlertEvaluator(settings.rules).evaluate(input, after: before)
      // First the history: what the state knows and it does not would be lost where the state breaks.
      try store.append(transitions)
      try store.write(state)
      try store.append(AlertEvaluation(state, settings.rules))
      var result = Result(state: state, transitions: transitions, problems: problems)
      try notify(&result, at: input.time)
      return result
    }
  }

  private func notify(_ result: inout Result, at time: Double) throws {
    let plan = NotificationPlanner(settings).plan(result.state, at: time)
    let failures = try delivery.deliver(plan.map(\.notification)) { index in
      result.state.sent[plan[index].group] = plan[index].sent
      try store.write(result.state)
    }
    for (planned, failure) in zip(plan, failures) {
      if let failure {
        result.failures.append(.init(receiver: planned.notification.receiver, cause: failure))
      } else {
        result.sent.append(planned.notification)
      }
    }
  }
}
