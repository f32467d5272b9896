#include "app/core/invoice/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/invoice/writing.hpp"

namespace app::core::invoice {

namespace {

bool are_seconds(const std::string& unit) {
    constexpr std::string_view kNames[] = {"s", "sec", "SEC", "second", "seconds", "Sekunden"};
    return std::ranges::find(kNames, unit) != std::end(kNames);
}

/// "1:02", "1:00:05"; nothing for what is no whole number of seconds.
std::optional<std::string> duration(pos::Exact seconds) {
    if (seconds < pos::Exact{} || seconds.e14 % pos::kExactScale != 0) return std::nullopt;
    const auto all = static_cast<std::int64_t>(seconds.e14 / pos::kExactScale);
    const std::int64_t hours = all / 3'600;
    const std::int64_t minutes = all / 60 % 60;
    if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, minutes, all % 60);
    return fmt::format("{}:{:02}", minutes, all % 60);
}

std::string quantity_of(const Listing& listing, pos::Exact quantity, const Words& words) {
    if (are_seconds(listing.unit)) {
        if (auto text = duration(quantity)) return std::move(*text);
    }
    return with_unit(exact_words(words.locale(), quantity, 0), listing.unit);
}

}  // namespace

Sheet::Annex annex_of(const Listing& listing, const std::string& contact, const Words& words) {
    Sheet::Annex annex;
    annex.title = words.with("list.title", {{"name", listing.name}});
    const bool priced = std::ranges::any_of(
        listing.events, [](const Listing::Event& event) { return event.amount.has_value(); });
    annex.head = {.when = words["list.when"],
                  .what = words["list.what"],
                  .quantity = words["quantity"],
                  .price = priced ? words["amount"] + " " + code_of(listing.currency) : ""};
    const auto decimals = static_cast<unsigned>(listing.currency.exponent);
    for (const Listing::Event& event : listing.events) {
        annex.entries.push_back(
            {.when = words.locale().date_time(event.at),
             .what = event.what,
             .quantity = quantity_of(listing, event.quantity, words),
             .price = event.amount ? exact_words(words.locale(), *event.amount, decimals) : ""});
    }
    if (listing.more > 0) {
        const std::string count = words.locale().integer(listing.more);
        annex.more = contact.empty()
                         ? words.with("list.more", {{"count", count}})
                         : words.with("list.more_ask", {{"count", count}, {"contact", contact}});
    }
    return annex;
}

}  // namespace app::core::invoice
