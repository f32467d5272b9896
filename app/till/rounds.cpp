#include "app/till/rounds.hpp"

#include <utility>

namespace till {

using app::core::Outcome;

namespace {

/// The options of the round behind one that is to begin anew.
Options after(Options options, const Ended& ended, const Round& round) {
    options.cashier = *ended.goes_on;
    options.before.reset();
    if (!ended.starts_over) return options;
    ShopBefore before = round.start_over(options);
    before.language = ended.language;
    // Nobody of the old shop works in the next.
    if (!before.stays) options.cashier.clear();
    options.before = std::move(before);
    return options;
}

}  // namespace

Outcome<void> run_rounds(Options options, const Round& round) {
    bool puts_back = false;
    for (;;) {
        if (puts_back || round.is_older_than_kept(options)) {
            const auto answer = round.put_rescued_back(options);
            if (!answer) return std::unexpected{answer.error()};
            if (*answer == AfterTrouble::quit) return {};
        }
        const auto ended = round.run(options);
        puts_back = ended && ended->puts_back;
        if (!ended) {
            const auto answer = round.show_trouble(options, ended.error());
            if (!answer) return std::unexpected{ended.error()};
            if (*answer == AfterTrouble::quit) return {};
        } else if (!ended->goes_on) {
            return {};
        } else {
            options = after(std::move(options), *ended, round);
        }
    }
}

}  // namespace till
