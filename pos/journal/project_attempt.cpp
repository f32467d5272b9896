#include "pos/journal/project_billing.hpp"

namespace pos::journal {

std::expected<void, ProjectError> project_attempt(const AttemptPrepared& e, Instant at,
                                                  ProjectionWriter& writer) {
    writer.insert(AttemptRow{e.attempt, e.account, e.purpose, e.about, e.nth, e.key, e.provider,
                             e.method, e.label, e.amount, e.when.business_date,
                             pos::billing::attempt::State::prepared, 0, 0, std::nullopt, e.due, "",
                             "", at});
    return {};
}

std::expected<void, ProjectError> project_attempt(const AttemptSent& e, Instant at,
                                                  ProjectionWriter& writer) {
    writer.change(AttemptSentRow{e.attempt, e.times, e.sent_at, e.due, at});
    return {};
}

std::expected<void, ProjectError> project_attempt(const AttemptUnclear& e, Instant at,
                                                  ProjectionWriter& writer) {
    writer.change(AttemptUnclearRow{e.attempt, e.state, e.asked, e.sent_at, e.due, e.said, at});
    return {};
}

std::expected<void, ProjectError> project_attempt(const AttemptEnded& e, Instant at,
                                                  ProjectionWriter& writer) {
    writer.change(AttemptEndedRow{e.attempt, e.state, e.reference, e.said, at});
    return {};
}

}  // namespace pos::journal
