#include "app/till/going_on.hpp"

#include "app/core/office/joined_till.hpp"
#include "app/core/system.hpp"

namespace till {

GoneOn go_on(const std::string& db, const pos::store::StoreOptions& store_options) {
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    const auto started = app::core::start_successor(db, store_options, clock.now(), random);
    if (!started) return {.name = {}, .failed = started.error().words};
    if (!*started) return {};
    return {.name = (*started)->branch + "-" + (*started)->series, .failed = {}};
}

std::optional<shell::Said> words_of(const GoneOn& gone_on, const ui::Texts& texts) {
    using common::Level;
    if (!gone_on.name.empty()) {
        return shell::Said{Level::warning,
                           texts.with(ui::TextKey::said_goes_on, {{"name", gone_on.name}})};
    }
    if (!gone_on.failed.empty()) {
        return shell::Said{Level::danger,
                           texts.with(ui::TextKey::said_not_gone_on, {{"why", gone_on.failed}})};
    }
    return std::nullopt;
}

}  // namespace till
