// A clock that went back: business days, receipts and shifts are dated by it, so people are told.
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// As the store notes it in the journal (pos::store::StoreOptions): computers set theirs by seconds
/// all the time.
constexpr std::int64_t kBack_ms = 60'000;

std::string moment_words(pos::Instant at, const Context& c) {
    const auto local = local_of(at, c);
    return c.locale.date(local.date) + ", " + c.locale.time(local);
}

}  // namespace

void watch_clock(Model& m, const Context& c) {
    auto& clock = m.clock;
    const pos::Instant now = c.stamp.at;
    if (now.unix_ms < clock.latest.unix_ms - kBack_ms) {
        // What it had shown first counts, however often it is set after that.
        if (!clock.was) clock.was = clock.latest;
    } else if (clock.was && now.unix_ms >= clock.was->unix_ms) {
        clock.was.reset();
    }
    clock.latest = now;
}

common::Message clock_message(const Model& m, const Context& c) {
    if (!m.clock.was) return {};
    return {common::Level::warning,
            c.texts.with(TextKey::said_clock_back, {{"was", moment_words(*m.clock.was, c)},
                                                    {"now", moment_words(c.stamp.at, c)}})};
}

}  // namespace till::shell
