#pragma once

#include <functional>

#include "app/core/failure.hpp"
#include "app/till/run_once.hpp"
#include "app/till/start_trouble.hpp"
#include "app/till/till.hpp"

namespace till {

/// What a till does in one round, from the first question until its window is closed or it is to
/// begin anew; each with the options of that round.
struct Round {
    std::function<bool(const Options&)> is_older_than_kept;
    std::function<app::core::Outcome<AfterTrouble>(const Options&)> put_rescued_back;
    /// Asks the first questions where there is no shop, and runs the till.
    std::function<app::core::Outcome<Ended>(const Options&)> run;
    std::function<app::core::Outcome<AfterTrouble>(const Options&, const app::core::Failure&)>
        show_trouble;
    std::function<ShopBefore(const Options&)> start_over;
};

/// A till begins anew as often as it has to: after a trouble was put right, as another till, over a
/// copy that is put back, or with another shop in the place of one that is set aside.
///
/// errors: of a round for which no window can be opened to say so
app::core::Outcome<void> run_rounds(Options options, const Round& round);

}  // namespace till
