#include "app/core/office/change_price.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/core/change_setting.hpp"
#include "app/core/office/moment_text.hpp"
#include "app/core/office/whose.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/feed/switch_prices.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

Outcome<pos::Instant> start_of(const std::string& text, const pos::locale::Zone& zone) {
    const auto wrong = misuse(
        Why::no_day, text,
        fmt::format("--from {} is neither a day, such as 2026-12-01, nor one with a time, such as "
                    "\"2026-12-01 18:30\".",
                    text));
    const auto moment = moment_from(text);
    if (!moment) return wrong;
    if (text.size() == 10) return zone.start_of_day(moment->date);
    const auto instants = zone.instants(moment->date, moment->second_of_day);
    if (instants.empty()) {
        return misuse(Why::skipped_time, text,
                      fmt::format("--from {}: clocks skip that time in {}.", text, zone.name()));
    }
    return instants.front();
}

/// What is to be written, once everything was looked at.
struct Plan {
    pos::catalog::Item item;
    std::optional<pos::UnitPrice> price;
    std::optional<pos::Instant> starts_at;
    std::string branch;
};

Outcome<void> check_place(pos::store::Reader& reader, const PriceChange& change) {
    auto& db = reader.connection();
    const auto there = office::read_office(db);
    if (!there) return std::unexpected{failure(there.error())};
    if (!*there) {
        return refuse(
            "Only a head office has prices that begin later or are one branch's. Leave out --from "
            "and --branch to change the price now.");
    }
    if (change.branch.empty()) return {};
    const auto branches = office::branches(db);
    if (!branches) return std::unexpected{failure(branches.error())};
    if (std::ranges::find(*branches, change.branch, &office::Branch::code) == branches->end()) {
        return refuse(Why::no_branch, change.branch, "There is no branch " + change.branch + ".");
    }
    return {};
}

Outcome<Plan> plan_of(pos::store::Reader& reader, const pos::locale::Zone& zone,
                      const PriceChange& change, pos::Instant now) {
    auto item = reader.catalogue().by_number(change.number);
    if (!item) {
        return std::unexpected{failure(pos::store::to_store_error(std::move(item.error())))};
    }
    if (!*item)
        return refuse(Why::no_item, change.number, "No item has the number " + change.number + ".");
    Plan plan{(*item)->item, {}, {}, change.branch};
    if (plan.item.open_price) {
        return refuse(Why::open_price, plan.item.name,
                      "The till asks for the price of " + plan.item.name + ".");
    }
    if (!change.price.empty()) {
        const auto price = pos::parse_unit_price(change.price, plan.item.price.currency);
        if (!price || price->e8 < 0 || !in_range(*price)) {
            return misuse(Why::no_amount, change.price,
                          fmt::format("{} is no price, such as 2.49.", change.price));
        }
        plan.price = *price;
    }
    if (!change.from.empty()) {
        const auto start = start_of(change.from, zone);
        if (!start) return std::unexpected{start.error()};
        plan.starts_at = *start;
        if (plan.price && *start <= now) {
            return refuse(Why::passed, change.from,
                          fmt::format("{} has passed. Leave out --from to change the price now.",
                                      change.from));
        }
    } else if (!plan.price) {
        return misuse("Say which price is withdrawn: --from, as it was given.");
    } else if (!plan.branch.empty()) {
        // Of a whole minute, as it is shown and withdrawn.
        plan.starts_at = pos::Instant{now.unix_ms - now.unix_ms % 60'000};
    }
    const bool is_plain = !plan.starts_at && plan.branch.empty();
    if (is_plain) return plan;
    if (auto place = check_place(reader, change); !place) return std::unexpected{place.error()};
    return plan;
}

std::string name_of(const PriceChange& change) {
    std::string name = "price " + change.number;
    if (!change.branch.empty()) name += " " + change.branch;
    if (!change.from.empty()) name += " from " + change.from;
    return name;
}

}  // namespace

Outcome<void> change_price(const std::string& where, const pos::store::StoreOptions& store_options,
                           const PriceChange& change, pos::Instant now) {
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), change.by);
    if (!shop) return std::unexpected{shop.error()};
    if (auto own = check_not_joined(**store, "prices"); !own) return own;
    auto plan = plan_of((*store)->reader(), shop->zone, change, now);
    if (!plan) return std::unexpected{plan.error()};
    bool withdrawn = true;
    const auto work = [&](pos::store::CatalogueWriter& to) -> pos::store::db::Result<void> {
        if (!plan->price) {
            auto gone = to.remove_price(plan->item.id, plan->branch, *plan->starts_at);
            if (!gone) return std::unexpected{std::move(gone.error())};
            withdrawn = *gone;
            if (withdrawn) return {};
            return std::unexpected{pos::store::db::DbError{
                .kind = pos::store::db::DbErrorKind::cancelled, .code = {}, .text = {}}};
        }
        if (plan->starts_at) {
            return to.put_price({plan->item.id, plan->branch, *plan->starts_at, *plan->price});
        }
        plan->item.price = *plan->price;
        if (auto put = to.put(plan->item); !put) return std::unexpected{std::move(put.error())};
        return {};
    };
    const std::string before = plan->starts_at ? std::string{} : to_string(plan->item.price);
    const std::string after = plan->price ? to_string(*plan->price) : std::string{};
    auto done = change_setting(**store, *shop, {name_of(change), before, after}, work, now);
    if (!withdrawn) {
        return refuse(Why::no_price_then, plan->item.name,
                      fmt::format("No price of {} begins then.", plan->item.name));
    }
    return done;
}

Outcome<std::optional<ItemPrices>> prices_of(pos::store::Reader& reader,
                                             const std::string& number) {
    auto item = reader.catalogue().by_number(number);
    if (!item) {
        return std::unexpected{failure(pos::store::to_store_error(std::move(item.error())))};
    }
    if (!*item) return std::nullopt;
    auto prices = reader.catalogue().prices((*item)->item.id);
    if (!prices) {
        return std::unexpected{failure(pos::store::to_store_error(std::move(prices.error())))};
    }
    // What stands there for ever is the price that a till goes back to.
    std::erase_if(*prices,
                  [](const auto& each) { return each.starts_at == pos::store::feed::kAlways; });
    return ItemPrices{std::move(**item), std::move(*prices)};
}

pos::UnitPrice price_at(const ItemPrices& item, std::string_view branch, pos::Instant at) {
    // The branch's own before those of all, then the latest.
    const pos::store::PriceFrom* found = nullptr;
    for (const auto& price : item.prices) {
        const bool counts = price.branch.empty() || price.branch == branch;
        if (!counts || price.starts_at > at) continue;
        const bool better = found == nullptr || (found->branch.empty() && !price.branch.empty()) ||
                            (found->branch == price.branch && price.starts_at > found->starts_at);
        if (better) found = &price;
    }
    return found == nullptr ? item.item.item.price : found->price;
}

Outcome<PricePreview> preview_price(pos::store::Reader& reader, const pos::locale::Zone& zone,
                                    const PriceChange& change, pos::Instant now) {
    const auto plan = plan_of(reader, zone, change, now);
    if (!plan) return std::unexpected{plan.error()};
    if (!plan->price) return misuse(Why::no_amount, {}, "Say the new price.");
    const auto known = prices_of(reader, change.number);
    if (!known) return std::unexpected{known.error()};
    const ItemPrices& before = **known;
    ItemPrices after = before;
    PricePreview preview{.at = plan->starts_at.value_or(now), .branches = {}};
    if (plan->starts_at) {
        std::erase_if(after.prices, [&](const pos::store::PriceFrom& each) {
            return each.branch == plan->branch && each.starts_at == *plan->starts_at;
        });
        after.prices.push_back({plan->item.id, plan->branch, *plan->starts_at, *plan->price});
    } else {
        after.item.item.price = *plan->price;
    }
    const auto branches = office::branches(reader.connection());
    if (!branches) return std::unexpected{failure(branches.error())};
    for (const auto& branch : *branches) {
        auto& one = preview.branches.emplace_back();
        one.code = branch.code;
        one.name = branch.name;
        one.before = price_at(before, branch.code, preview.at);
        one.after = price_at(after, branch.code, preview.at);
        for (const auto& price : after.prices) {
            const bool later = price.starts_at > preview.at &&
                               (price.branch == branch.code || price.branch.empty());
            if (!later || price_at(after, branch.code, price.starts_at) == one.after) continue;
            one.until = std::min(one.until.value_or(price.starts_at), price.starts_at);
        }
    }
    return preview;
}

}  // namespace app::core
