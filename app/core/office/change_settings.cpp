#include "app/core/office/change_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/core/change_setting.hpp"
#include "app/core/office/whose.hpp"
#include "app/core/written_lines.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

constexpr std::uint32_t kLockMinutesMax = 24 * 60;

Outcome<std::int64_t> coin_of(const std::string& said, pos::Currency currency) {
    const auto coin = pos::parse_money(said, currency);
    if (!coin || coin->minor <= 0 || coin->minor > 1'000'000) {
        return misuse(Why::no_amount, said,
                      fmt::format("The smallest coin {} is no sum, such as 0.05.", said));
    }
    return coin->minor;
}

Outcome<std::uint32_t> minutes_of(const std::string& said) {
    std::uint32_t minutes = 0;
    const char* const end = said.data() + said.size();
    const auto read = std::from_chars(said.data(), end, minutes);
    if (read.ec != std::errc{} || read.ptr != end || minutes > kLockMinutesMax) {
        return misuse(Why::no_count, said,
                      fmt::format("{} are no minutes of a day, such as 5; 0 is never.", said));
    }
    return minutes;
}

Outcome<void> own_again(GivenSettings& given, const std::string& name) {
    if (name == "name") {
        given.name.reset();
    } else if (name == "address") {
        given.address.reset();
    } else if (name == "tax-number") {
        given.tax_number.reset();
    } else if (name == "footer") {
        given.footer.reset();
    } else if (name == "cash-step") {
        given.cash_step_minor.reset();
    } else if (name == "lock-minutes") {
        given.lock_minutes.reset();
    } else {
        return misuse(
            fmt::format("{} is none of name, address, tax-number, footer, cash-step, "
                        "lock-minutes.",
                        name));
    }
    return {};
}

template <class To, class Read>
Outcome<void> take(To& to, Read read) {
    if (!read) return std::unexpected{read.error()};
    to = std::move(*read);
    return {};
}

}  // namespace

Outcome<GivenSettings> changed_settings(GivenSettings given, const SettingsChange& change,
                                        pos::Currency currency) {
    Outcome<void> done;
    if (change.name) done = take(given.name, written_line(*change.name));
    if (done && change.address) done = take(given.address, written_lines(*change.address));
    if (done && change.tax_number) done = take(given.tax_number, written_line(*change.tax_number));
    if (done && change.footer) done = take(given.footer, written_lines(*change.footer));
    if (done && change.cash_step) {
        done = take(given.cash_step_minor, coin_of(*change.cash_step, currency));
    }
    if (done && change.lock_minutes) {
        done = take(given.lock_minutes, minutes_of(*change.lock_minutes));
    }
    for (const std::string& name : change.own) {
        if (done) done = own_again(given, name);
    }
    if (!done) return std::unexpected{done.error()};
    return given;
}

std::string settings_words(const GivenSettings& given, pos::Currency currency) {
    std::string all;
    const auto add = [&](std::string_view name, const std::string& value) {
        all += fmt::format("{}{}: {}", all.empty() ? "" : "; ", name, value);
    };
    const auto joined = [](const std::vector<std::string>& lines) {
        std::string text;
        for (const std::string& line : lines) text += (text.empty() ? "" : " / ") + line;
        return text;
    };
    if (given.name) add("name", *given.name);
    if (given.address) add("address", joined(*given.address));
    if (given.tax_number) add("tax number", *given.tax_number);
    if (given.footer) add("footer", joined(*given.footer));
    if (given.cash_step_minor) {
        add("smallest coin",
            to_string(pos::Money{*given.cash_step_minor, currency}) + " " + code_of(currency));
    }
    if (given.lock_minutes) add("locks after minutes", std::to_string(*given.lock_minutes));
    return all;
}

namespace {

Outcome<bool> is_office(pos::store::Reader& reader) {
    const auto there = office::read_office(reader.connection());
    if (!there) return std::unexpected{failure(there.error())};
    return there->has_value();
}

Outcome<void> check_branch(pos::store::Reader& reader, const std::string& branch) {
    if (branch.empty()) return {};
    const auto branches = office::branches(reader.connection());
    if (!branches) return std::unexpected{failure(branches.error())};
    if (std::ranges::find(*branches, branch, &office::Branch::code) == branches->end()) {
        return refuse(Why::no_branch, branch, "There is no branch " + branch + ".");
    }
    return {};
}

/// Puts a shop's own where they belong.
pos::store::db::Result<void> write_own(pos::store::CatalogueWriter& to, ShopSettings settings,
                                       const GivenSettings& made) {
    put_over(settings, made);
    auto put = to.put_setting("shop", to_bytes(settings));
    if (!put || !made.lock_minutes) return put;
    return to.put_setting("till.lock_minutes", pos::as_bytes(std::to_string(*made.lock_minutes)));
}

}  // namespace

Outcome<void> change_settings(const std::string& where,
                              const pos::store::StoreOptions& store_options,
                              const SettingsChange& change, pos::Instant now) {
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    auto& reader = (*store)->reader();
    const auto shop = read_shop(reader, (*store)->journal(), change.by);
    if (!shop) return std::unexpected{shop.error()};
    if (auto own = check_not_joined(**store, "these settings"); !own) return own;
    const auto known = known_settings(reader, change.branch);
    if (!known) return std::unexpected{known.error()};
    if (!known->given && !change.own.empty()) {
        return refuse("Only what a head office gives can be left to its shops.");
    }
    const pos::Currency currency = shop->journal.currency;
    const auto made = changed_settings(known->settings, change, currency);
    if (!made) return std::unexpected{made.error()};
    const std::string key = change.branch.empty() ? std::string{"shop"} : "shop " + change.branch;
    return change_setting(
        **store, *shop,
        {key, settings_words(known->settings, currency), settings_words(*made, currency)},
        [&](pos::store::CatalogueWriter& to) {
            if (!known->given) return write_own(to, shop->settings, *made);
            return to.put_setting(given_name(change.branch), to_bytes(*made));
        },
        now);
}

Outcome<KnownSettings> known_settings(pos::store::Reader& reader, const std::string& branch) {
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    KnownSettings known;
    if (!journals->empty()) known.currency = journals->front().currency;
    const auto given = is_office(reader);
    if (!given) return std::unexpected{given.error()};
    known.given = *given;
    if (known.given) {
        if (auto there = check_branch(reader, branch); !there) {
            return std::unexpected{there.error()};
        }
        const auto bytes = reader.catalogue().setting(given_name(branch));
        if (!bytes) return std::unexpected{failure(pos::store::to_store_error(bytes.error()))};
        if (*bytes) known.settings = given_from(**bytes).value_or(GivenSettings{});
        return known;
    }
    if (!branch.empty()) {
        return refuse("Only a head office has settings of one branch. Leave out --branch.");
    }
    const auto settings = read_settings(reader);
    if (!settings) return std::unexpected{settings.error()};
    known.settings = {.name = settings->name,
                      .address = settings->address,
                      .tax_number = settings->tax_number,
                      .footer = settings->footer,
                      .cash_step_minor = settings->cash.step_minor,
                      .lock_minutes = {}};
    const auto minutes = read_till_setting(reader, "lock_minutes", "");
    if (!minutes) return std::unexpected{minutes.error()};
    if (const auto read = minutes_of(*minutes); read && !minutes->empty()) {
        known.settings.lock_minutes = *read;
    }
    return known;
}

}  // namespace app::core
