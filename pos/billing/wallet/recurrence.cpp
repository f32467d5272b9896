#include "pos/billing/wallet/recurrence.hpp"

namespace pos::billing::wallet {

Date period_of(const Recurrence& rule, int index) {
    return cycle::shift(rule.from, rule.every, index);
}

std::vector<Date> periods_begun(const Recurrence& rule, Date by, std::size_t most) {
    std::vector<Date> begun;
    for (int index = 0; begun.size() < most; ++index) {
        const Date day = period_of(rule, index);
        if (day > by || (rule.until && day >= *rule.until)) break;
        begun.push_back(day);
    }
    return begun;
}

bool runs_at(std::span<const plan::Action> acts, Instant at) {
    bool runs = false;
    for (const plan::Action& act : acts) {
        if (act.at > at) break;
        switch (act.act) {
            case plan::Act::started:
            case plan::Act::resumed:
                runs = true;
                break;
            case plan::Act::paused:
            case plan::Act::cancelled:
                runs = false;
                break;
            case plan::Act::changed:
            case plan::Act::anchored:
            case plan::Act::repriced:
                break;
        }
    }
    return runs;
}

}  // namespace pos::billing::wallet
