// From the first question to the end: a till begins anew as often as it has to.
#include <iostream>

#include "app/core/may_write.hpp"
#include "app/till/first_start.hpp"
#include "app/till/run_once.hpp"
#include "app/till/start_trouble.hpp"
#include "app/till/starting_over.hpp"
#include "app/till/till.hpp"

namespace till {

namespace {

using app::core::Outcome;

/// Once there is a shop.
Outcome<Ended> start_and_run(const Options& options) {
    const auto first = start_first(options);
    if (!first) return std::unexpected{first.error()};
    if (!first->there) return Ended{};
    return run_once(options, *first);
}

/// What the command line has it write into.
Outcome<void> check_files(const Options& options) {
    for (const auto* file : {&options.screenshot, &options.probe, &options.frame_log}) {
        if (auto may = app::core::may_write(file->string()); !may) return may;
    }
    return {};
}

}  // namespace

Outcome<void> run(const Options& given) {
    if (auto may = check_files(given); !may) return may;
    bool puts_back = false;
    for (Options options = given;;) {
        if (puts_back || is_older_than_kept(options)) {
            const auto answer = put_rescued_back(options);
            if (!answer) return std::unexpected{answer.error()};
            if (*answer == AfterTrouble::quit) return {};
        }
        const auto ended = start_and_run(options);
        puts_back = ended && ended->puts_back;
        if (!ended) {
            std::cerr << ended.error().words << '\n';
            const auto answer = show_trouble(options, ended.error());
            if (!answer) return std::unexpected{ended.error()};
            if (*answer == AfterTrouble::quit) return {};
        } else if (!ended->goes_on) {
            return {};
        } else {
            options.cashier = *ended->goes_on;
            options.before.reset();
            if (!ended->starts_over) continue;
            options.before = start_over(options);
            options.before->language = ended->language;
            // Nobody of the old shop works in the next.
            if (!options.before->stays) options.cashier.clear();
        }
    }
}

}  // namespace till
