#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/core/trades/desk.hpp"

namespace app::core::trades {

/// Who pays when: most in time, some late, in parts or too much, a few never; and some payments
/// bounce.
class Payers {
public:
    /// A document has come: what comes of it is decided now.
    void receive(Desk& desk, const std::string& number, pos::Money payable, pos::Date due_on);
    /// What comes in on this day.
    Outcome<void> pay(Desk& desk);

private:
    struct Coming {
        std::string document;
        pos::Money amount{};
        bool bounces{false};
    };
    void plan(pos::Date on, Coming coming);

    std::map<std::int32_t, std::vector<Coming>> coming_;  // by the day, as days since 1970
    std::map<std::int32_t, std::vector<std::string>> bouncing_;
    std::uint64_t transfers_{0};
};

}  // namespace app::core::trades
