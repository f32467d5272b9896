#include "app/core/office/change_price.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "app/core/change_setting.hpp"
#include "app/core/office/whose.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/feed/switch_prices.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

/// "18:30" as seconds of the day.
std::optional<std::int32_t> seconds_of(std::string_view text) {
    int hour = -1;
    int minute = -1;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto h = std::from_chars(text.data(), text.data() + 2, hour);
    const auto m = std::from_chars(text.data() + 3, text.data() + 5, minute);
    if (h.ptr != text.data() + 2 || m.ptr != text.data() + 5) return std::nullopt;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 3'600 + minute * 60;
}

Outcome<pos::Instant> start_of(const std::string& text, const pos::locale::Zone& zone) {
    const auto wrong = misuse(
        fmt::format("--from {} is neither a day, such as 2026-12-01, nor one with a time, such as "
                    "\"2026-12-01 18:30\".",
                    text));
    const auto day = pos::parse_date(std::string_view{text}.substr(0, 10));
    if (!day) return wrong;
    if (text.size() == 10) return zone.start_of_day(*day);
    const auto seconds = text[10] == ' ' || text[10] == 'T'
                             ? seconds_of(std::string_view{text}.substr(11))
                             : std::nullopt;
    if (!seconds) return wrong;
    const auto instants = zone.instants(*day, *seconds);
    if (instants.empty()) {
        return misuse(fmt::format("--from {}: clocks skip that time in {}.", text, zone.name()));
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

Outcome<void> check_place(pos::store::Store& store, const PriceChange& change, bool is_plain) {
    if (auto own = check_not_joined(store, "prices"); !own || is_plain) return own;
    auto& db = store.reader().connection();
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
        return refuse("There is no branch " + change.branch + ".");
    }
    return {};
}

Outcome<Plan> plan_of(pos::store::Store& store, const ShopState& shop, const PriceChange& change,
                      pos::Instant now) {
    auto item = store.reader().catalogue().by_number(change.number);
    if (!item) {
        return std::unexpected{failure(pos::store::to_store_error(std::move(item.error())))};
    }
    if (!*item) return refuse("No item has the number " + change.number + ".");
    Plan plan{(*item)->item, {}, {}, change.branch};
    if (plan.item.open_price) {
        return refuse("The till asks for the price of " + plan.item.name + ".");
    }
    if (!change.price.empty()) {
        const auto price = pos::parse_unit_price(change.price, shop.journal.currency);
        if (!price || price->e8 < 0 || !in_range(*price)) {
            return misuse(fmt::format("{} is no price, such as 2.49.", change.price));
        }
        plan.price = *price;
    }
    if (!change.from.empty()) {
        const auto start = start_of(change.from, shop.zone);
        if (!start) return std::unexpected{start.error()};
        plan.starts_at = *start;
        if (plan.price && *start <= now) {
            return refuse(fmt::format("{} has passed. Leave out --from to change the price now.",
                                      change.from));
        }
    } else if (!plan.price) {
        return misuse("Say which price is withdrawn: --from, as it was given.");
    } else if (!plan.branch.empty()) {
        // Of a whole minute, as it is shown and withdrawn.
        plan.starts_at = pos::Instant{now.unix_ms - now.unix_ms % 60'000};
    }
    const bool is_plain = !plan.starts_at && plan.branch.empty();
    if (auto place = check_place(store, change, is_plain); !place) {
        return std::unexpected{place.error()};
    }
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
    auto plan = plan_of(**store, *shop, change, now);
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
        return refuse(fmt::format("No price of {} begins then.", plan->item.name));
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

}  // namespace app::core
