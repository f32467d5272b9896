// Goal: no text of a plan, however built, stops who reads it or who bills by it; what is wrong is
// named, and what is taken can be billed or says why it cannot.
// Method: the bytes are the text; who has such a plan is billed for two months in which something
// was used.
#include <algorithm>
#include <string_view>
#include <vector>

#include "app/core/billing/charge_usage.hpp"
#include "app/core/billing/plan_file.hpp"
#include "pos/base/assert.hpp"
#include "pos/billing/bill/propose.hpp"

namespace {

namespace bill = pos::billing::bill;
namespace plan = pos::billing::plan;
using app::core::billing::usage_of;
using pos::store::billing::UsedOnce;

/// Calls, kilowatt-hours, or whatever it is that the plan counts.
std::vector<UsedOnce> some_usage(const pos::locale::Zone& zone) {
    std::vector<UsedOnce> used;
    for (int day = 1; day < 60; day += 7) {
        used.push_back({.at = zone.start_of_day({pos::make_date(2026, 1, 31).days + day}),
                        .quantity = pos::Quantity{day * 1'500'000},
                        .to = "4930123"});
    }
    return used;
}

void bill_by(const plan::Plan& read) {
    static const auto zone = pos::locale::Zone::open("Europe/Berlin").value();
    static const std::vector<UsedOnce> all = some_usage(zone);
    const std::vector<plan::Subscription> one{
        {.number = "1",
         .bundle_start = {},
         .actions = {{plan::Act::started, zone.start_of_day(pos::make_date(2026, 1, 31)), &read}}}};
    const bill::Situation now{zone, 0, one, {}, pos::make_date(2026, 4, 2)};
    const auto proposed = bill::propose(now, [&](const bill::UsageQuestion& asked) {
        std::vector<UsedOnce> used;
        std::ranges::copy_if(all, std::back_inserter(used), [&](const UsedOnce& each) {
            return each.at >= asked.from && each.at < asked.to;
        });
        return usage_of(asked.charge, used, {zone.local(asked.from).date, {}}, zone);
    });
    if (!proposed) {
        POS_ASSERT(!proposed.error().reason.empty());
        return;
    }
    for (const bill::Item& item : proposed->items) {
        POS_ASSERT(item.charge != nullptr);
        POS_ASSERT(item.from <= item.to);
        POS_ASSERT(item.from <= now.up_to);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto read = app::core::billing::check_plan(text);
    if (!read) {
        POS_ASSERT(!read.error().empty());
        for (const auto& problem : read.error()) POS_ASSERT(!problem.what.empty());
        return 0;
    }
    POS_ASSERT(plan::problems(*read).empty());
    bill_by(*read);
    return 0;
}
