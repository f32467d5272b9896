#include "app/till/going_on.hpp"

#include <iostream>

#include "app/core/office/joined_till.hpp"
#include "app/core/system.hpp"
#include "app/till/shell/trouble.hpp"

namespace till {

GoneOn go_on(const std::string& db, const pos::store::StoreOptions& store_options) {
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    const auto started = app::core::start_successor(db, store_options, clock.now(), random);
    if (!started) {
        std::cerr << started.error().words << '\n';
        return {.name = {}, .failed = started.error()};
    }
    if (!*started) return {};
    return {.name = (*started)->branch + "-" + (*started)->series};
}

std::optional<shell::Said> words_of(const GoneOn& gone_on, const ui::Texts& texts) {
    using common::Level;
    if (!gone_on.name.empty()) {
        return shell::Said{Level::warning,
                           texts.with(ui::TextKey::said_goes_on, {{"name", gone_on.name}})};
    }
    if (gone_on.failed) {
        const std::string why = shell::words_for(*gone_on.failed, texts);
        return shell::Said{Level::danger,
                           texts.with(ui::TextKey::said_not_gone_on, {{"why", why}})};
    }
    return std::nullopt;
}

}  // namespace till
