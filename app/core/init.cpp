#include "app/core/init.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/demo.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"

namespace app::core {

namespace {

bool is_code(const std::string& text) {
    return !text.empty() && text.size() <= 8 && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

/// The language people write receipts in where a zone is; English where we do not know.
std::string locale_of(const std::string& zone) {
    struct Place {
        std::string_view zone;
        std::string_view locale;
    };
    static constexpr Place kPlaces[] = {
        {"Europe/London", "en-GB"},    {"Europe/Dublin", "en-IE"}, {"Europe/Berlin", "de"},
        {"Europe/Vienna", "de-AT"},    {"Europe/Zurich", "de-CH"}, {"Asia/Jerusalem", "he"},
        {"America/New_York", "en-US"}, {"Europe/Zagreb", "hr"},    {"Europe/Paris", "fr"},
        {"Europe/Madrid", "es"},       {"Europe/Rome", "it"},
    };
    const auto at = std::ranges::find(kPlaces, zone, &Place::zone);
    return std::string{at == std::end(kPlaces) ? std::string_view{"en"} : at->locale};
}

}  // namespace

Outcome<pos::store::db::DbTarget> target_of(const std::string& where) {
    auto target = pos::store::db::parse_db_target(where);
    if (target) return *target;
    switch (target.error()) {
        case pos::store::db::TargetError::empty:
            return refuse("--db is empty. Name the shop's file: --db shop.db");
        case pos::store::db::TargetError::unknown_scheme:
            return refuse(
                fmt::format("--db {} is neither a path, sqlite:… nor postgresql://….", where));
    }
    return refuse(where);
}

Outcome<std::unique_ptr<pos::store::Store>> open_shop(const std::string& where,
                                                      const pos::store::StoreOptions& store_options,
                                                      pos::Instant now) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto store = pos::store::Store::open(*target, store_options, now);
    if (!store) return std::unexpected{failure(store.error(), where)};
    return std::move(*store);
}

Outcome<OpenReader> OpenReader::open(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto connection = pos::store::open_for_reading(*target);
    if (!connection) return std::unexpected{failure(connection.error(), where)};
    OpenReader opened;
    opened.connection_ = std::move(*connection);
    opened.reader_ = std::make_unique<pos::store::Reader>(*opened.connection_);
    return opened;
}

Outcome<std::unique_ptr<pos::store::Store>> init_shop(const std::string& where,
                                                      const NewShopOptions& options,
                                                      const pos::store::StoreOptions& store_options,
                                                      pos::Instant now, pos::Random& random) {
    if (!is_code(options.branch))
        return refuse("--branch is up to 8 capital letters and digits, such as B01.");
    if (!is_code(options.terminal))
        return refuse("--terminal is up to 8 capital letters and digits, such as T1.");
    const auto currency = pos::currency_of(options.currency);
    if (!currency)
        return refuse(
            fmt::format("--currency {} is no ISO 4217 code, such as EUR.", options.currency));
    if (!pos::locale::Zone::open(options.zone)) {
        return refuse(
            fmt::format("--zone {} is no IANA time zone, such as Europe/London.", options.zone));
    }
    ShopSettings settings = default_settings();
    settings.name = options.name;
    settings.locale = options.locale.empty() ? locale_of(options.zone) : options.locale;
    if (!pos::locale::Locale::open(settings.locale)) {
        return refuse(
            fmt::format("--locale {} is no language tag, such as en-GB.", settings.locale));
    }
    if (options.demo) demo_settings(settings, options.zone);
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto store = pos::store::Store::create(*target,
                                           {.branch = options.branch,
                                            .terminal = options.terminal,
                                            .currency = *currency,
                                            .zone = options.zone},
                                           store_options, now, random);
    if (!store) return std::unexpected{failure(store.error(), where)};
    const auto fill = [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
        const auto put = catalogue.put_setting("shop", to_bytes(settings));
        if (!put) return std::unexpected{pos::store::to_store_error(put.error())};
        const pos::people::User manager{.id = pos::make_ulid(now, random),
                                        .name = options.cashier,
                                        .role = pos::people::Role::manager};
        if (const auto person = catalogue.put(manager); !person) {
            return std::unexpected{pos::store::to_store_error(person.error())};
        }
        return options.demo ? put_demo_goods(catalogue, *currency, now, random)
                            : pos::store::Answer<void>{};
    };
    const auto filled = (*store)->change_catalogue(fill, {}, now);
    if (!filled) return std::unexpected{failure(filled.error())};
    return std::move(*store);
}

}  // namespace app::core
