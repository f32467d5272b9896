// From the first question to the end.
#include "app/core/may_write.hpp"
#include "app/till/first_start.hpp"
#include "app/till/rounds.hpp"
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
    return run_rounds(given, {.is_older_than_kept = is_older_than_kept,
                              .put_rescued_back = put_rescued_back,
                              .run = start_and_run,
                              .show_trouble = show_trouble,
                              .start_over = start_over});
}

}  // namespace till
