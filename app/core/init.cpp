#include "app/core/init.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/core/countries.hpp"
#include "app/core/demo.hpp"
#include "app/core/label_presets.hpp"
#include "app/core/people_book.hpp"
#include "app/core/pictures.hpp"
#include "app/core/pin_words.hpp"
#include "app/core/written_lines.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"
#include "pos/people/pin.hpp"
#include "pos/store/catalogue/pins.hpp"
#include "pos/store/start_over.hpp"

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

/// What was asked for with what follows from the country, if one was named.
struct Completed {
    NewShopOptions options;
    std::optional<Country> country;
};
Outcome<Completed> complete(NewShopOptions options) {
    std::optional<Country> country;
    if (!options.country.empty()) {
        country = find_country(options.country);
        if (!country) {
            std::string known;
            for (const Country& one : countries()) known += (known.empty() ? "" : ", ") + one.code;
            return misuse(
                fmt::format("Nothing is known of the country {}. These are known: {}. "
                            "For another, say --currency and --zone.",
                            options.country, known));
        }
        const auto fill_in = [](std::string& into, const std::string& from) {
            if (into.empty()) into = from;
        };
        fill_in(options.currency, country->currency);
        fill_in(options.zone, country->zone);
        fill_in(options.locale, country->locale);
        fill_in(options.labels, country->code);
    }
    if (!options.pin.empty() && !pos::people::is_good_pin(options.pin)) {
        return refuse(Why::weak_pin, {}, pin_words());
    }
    return Completed{std::move(options), std::move(country)};
}

/// What the shop says of itself, and who is its first manager, as they are kept.
Outcome<NewShopOptions> said_of_itself(NewShopOptions options) {
    for (auto* line : {&options.name, &options.tax_number}) {
        auto written = written_line(*line);
        if (!written) return std::unexpected{written.error()};
        *line = std::move(*written);
    }
    for (auto* lines : {&options.address, &options.footer}) {
        auto written = written_lines(*lines);
        if (!written) return std::unexpected{written.error()};
        *lines = std::move(*written);
    }
    auto name = person_name(options.cashier);
    if (!name) return std::unexpected{name.error()};
    options.cashier = std::move(*name);
    return options;
}

/// The rate that the shop says itself.
Outcome<std::optional<pos::Rate>> own_rate(const NewShopOptions& options,
                                           const std::optional<Country>& country) {
    if (options.tax_rate.empty()) return std::nullopt;
    if (country && !country->own) {
        return misuse(
            fmt::format("--tax-rate is for countries whose states or towns have rates of "
                        "their own. Those of {} are known.",
                        country->code));
    }
    const auto rate = pos::parse_percent(options.tax_rate);
    if (!rate || rate->e8 < 0 || *rate > pos::percent(100)) {
        return misuse(
            fmt::format("--tax-rate {} is no rate in per cent, such as 8.25.", options.tax_rate));
    }
    return *rate;
}

/// The language of the till, where it is told one.
std::string_view spoken_at(const std::vector<TillSetting>& till) {
    const auto found = std::ranges::find(till, "language", &TillSetting::name);
    return found == till.end() ? std::string_view{} : std::string_view{found->value};
}

/// Why no shop could be made there.
Failure not_made(const pos::store::OpenError& error, const std::string& where) {
    if (error.kind == pos::store::OpenErrorKind::missing) {
        return {
            FailureKind::environment,
            fmt::format("The folder of {} does not exist. Make it first.", shown_database(where)),
            Why::no_folder, shown_database(where)};
    }
    Failure why = failure(error, where);
    const bool taken = error.kind == pos::store::OpenErrorKind::exists ||
                       error.kind == pos::store::OpenErrorKind::key_exists;
    if (taken) why.kind = FailureKind::refused;
    return why;
}

}  // namespace

Outcome<void> make_key_folder(const std::string& key_file) {
    const auto folder = std::filesystem::path{key_file}.parent_path();
    std::error_code error;
    if (folder.empty() || !std::filesystem::create_directories(folder, error)) {
        if (!error) return {};
    } else {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
        if (!error) return {};
    }
    return std::unexpected{
        Failure{FailureKind::environment,
                fmt::format("The folder {} for the signing key cannot be made: {}.",
                            folder.string(), error.message()),
                Why::no_key_folder, folder.string()}};
}

Outcome<std::unique_ptr<pos::store::Store>> init_shop(const std::string& where,
                                                      const NewShopOptions& asked,
                                                      const pos::store::StoreOptions& given,
                                                      pos::Instant now, pos::Random& random) {
    const auto completed = complete(asked);
    if (!completed) return std::unexpected{completed.error()};
    const auto& [options, country] = *completed;
    if (!is_code(options.branch))
        return misuse("--branch is up to 8 capital letters and digits, such as B01.");
    if (!is_code(options.terminal))
        return misuse("--terminal is up to 8 capital letters and digits, such as T1.");
    const auto currency = pos::currency_of(options.currency);
    if (!currency)
        return misuse(
            fmt::format("--currency {} is no ISO 4217 code, such as EUR.", options.currency));
    if (!options.labels.empty() && !is_country(options.labels)) {
        return misuse(
            fmt::format("--labels {} is no country's two letters, such as SE.", options.labels));
    }
    if (!pos::locale::Zone::open(options.zone)) {
        return misuse(
            fmt::format("--zone {} is no IANA time zone, such as Europe/London.", options.zone));
    }
    const auto said = said_of_itself(options);
    if (!said) return std::unexpected{said.error()};
    const auto own = own_rate(options, country);
    if (!own) return std::unexpected{own.error()};
    ShopSettings settings = default_settings();
    settings.name = said->name;
    set_labels(settings,
               options.labels.empty() ? pos::locale::country_of(options.zone) : options.labels);
    // Receipts of ours, so that one that is not found is not taken for goods.
    settings.code_routes.push_back(options.branch + "-* receipt");
    settings.locale = options.locale.empty() ? locale_of(options.zone) : options.locale;
    if (!pos::locale::Locale::open(settings.locale)) {
        return misuse(
            fmt::format("--locale {} is no language tag, such as en-GB.", settings.locale));
    }
    if (country) {
        set_country(settings, *country, *own, spoken_at(options.till));
    } else if (*own) {
        set_only_tax(settings, options.tax_name, **own);
    }
    settings.address = said->address;
    settings.footer = said->footer;
    settings.tax_number = said->tax_number;
    if (options.demo) demo_settings(settings, options.zone);
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    // No receipt's number comes twice where a shop was started over.
    const std::string series =
        options.series.empty()
            ? pos::store::series_behind(*target, options.branch, options.terminal, now, random)
            : options.series;
    const auto store_options = with_key_file(given, where);
    if (!store_options) return std::unexpected{store_options.error()};
    if (auto made = make_key_folder(store_options->key_file); !made) {
        return std::unexpected{made.error()};
    }
    const std::string hash = options.pin.empty() ? "" : pos::people::hash_pin(options.pin);
    const auto fill = [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
        const auto put = catalogue.put_setting("shop", to_bytes(settings));
        if (!put) return std::unexpected{pos::store::to_store_error(put.error())};
        if (!settings.country.empty()) {
            const auto where_it_is =
                catalogue.put_setting(kCountrySetting, pos::as_bytes(settings.country));
            if (!where_it_is) {
                return std::unexpected{pos::store::to_store_error(where_it_is.error())};
            }
        }
        if (!options.logo.empty()) {
            const auto logo = catalogue.put_setting(kLogoSetting, options.logo);
            if (!logo) return std::unexpected{pos::store::to_store_error(logo.error())};
        }
        for (const auto& one : options.till) {
            const auto kept =
                catalogue.put_setting(till_setting_key(one.name), pos::as_bytes(one.value));
            if (!kept) return std::unexpected{pos::store::to_store_error(kept.error())};
        }
        const pos::people::User manager{.id = pos::make_ulid(now, random),
                                        .name = said->cashier,
                                        .role = pos::people::Role::manager};
        if (const auto person = catalogue.put(manager); !person) {
            return std::unexpected{pos::store::to_store_error(person.error())};
        }
        if (!hash.empty()) {
            const auto pin = pos::store::put_pin(catalogue.connection(), manager.id, hash, now);
            if (!pin) return std::unexpected{pos::store::to_store_error(pin.error())};
        }
        if (options.demo) {
            const auto marked =
                catalogue.put_setting(till_setting_key(kDemoSetting), pos::as_bytes("1"));
            if (!marked) return std::unexpected{pos::store::to_store_error(marked.error())};
            auto done = put_demo_goods(catalogue, settings, *currency, now, random);
            if (!done) return done;
        }
        return options.also ? options.also(catalogue) : pos::store::Answer<void>{};
    };
    auto store = pos::store::Store::create(*target,
                                           {.branch = options.branch,
                                            .terminal = options.terminal,
                                            .currency = *currency,
                                            .zone = options.zone,
                                            .fill = fill,
                                            .series = series,
                                            .predecessor = options.predecessor,
                                            .key = options.key},
                                           *store_options, now, random);
    if (!store) return std::unexpected{not_made(store.error(), where)};
    const auto pictures = pictures_folder(*target);
    if (options.demo && !pictures.empty()) put_demo_pictures(pictures);
    return std::move(*store);
}

}  // namespace app::core
