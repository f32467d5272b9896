#include "app/core/office/own_shop.hpp"

#include <algorithm>
#include <utility>

#include "app/core/countries.hpp"
#include "app/core/label_presets.hpp"
#include "app/core/logo.hpp"
#include "app/core/office/change_settings.hpp"
#include "app/core/office/change_tax.hpp"
#include "app/core/office/keep_records.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

namespace app::core {

namespace {

using pos::journal::JournalRow;
using pos::tax::TaxRules;

constexpr std::int64_t kCoinMax = 1'000'000;

std::unexpected<RecordRefusal> unread() {
    return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::damaged});
}

std::string country_of(const ShopSettings& settings, const JournalRow& journal) {
    return settings.country.empty() ? pos::locale::country_of(journal.zone) : settings.country;
}

std::vector<std::string> without_blanks(const std::vector<std::string>& lines) {
    std::vector<std::string> kept;
    for (const std::string& line : lines)
        if (line.find_first_not_of(' ') != std::string::npos) kept.push_back(line);
    return kept;
}

std::unexpected<RecordRefusal> refusal_of(const Failure& failure) {
    const auto fault = failure.why == Why::too_many_lines ? RecordFault::too_many_lines
                                                          : RecordFault::text_too_long;
    return not_kept(fault, failure.about);
}

/// The tax that goods of a class have, if it is a class of one tax that no other class shares.
std::string own_tax_of(const TaxRules& rules, const std::string& tax_class) {
    std::string code;
    for (const auto& each : rules.classes)
        if (each.code == tax_class && each.taxes.size() == 1) code = each.taxes.front();
    const auto shared = std::ranges::count_if(rules.classes, [&](const auto& each) {
        return std::ranges::find(each.taxes, code) != each.taxes.end();
    });
    return shared == 1 ? code : std::string{};
}

/// What is charged of it on that day; nothing of one that is not there.
const pos::tax::Tax* tax_on(const TaxRules& rules, const std::string& code, pos::Date day) {
    for (const auto& period : rules.taxes) {
        const bool then = period.from <= day && (!period.until || *period.until > day);
        if (period.tax.code == code && then) return &period.tax;
    }
    return nullptr;
}

/// What was to be charged from a later day on under another country's law.
void forget_later(TaxRules& rules, const std::string& code, pos::Date today) {
    std::erase_if(rules.taxes, [&](const pos::tax::TaxPeriod& period) {
        return period.tax.code == code && period.from > today;
    });
    for (auto& period : rules.taxes)
        if (period.tax.code == code && period.until && *period.until > today) period.until.reset();
}

Kept<void> put_rate(ShopSettings& made, const Country& country, const CountryRate& rate,
                    pos::Date today) {
    const std::string own = own_tax_of(made.taxes, rate.tax_class);
    if (!own.empty()) forget_later(made.taxes, own, today);
    const auto* now = own.empty() ? nullptr : tax_on(made.taxes, own, today);
    const std::string code = own.empty() ? free_tax_code(made.taxes) : own;
    const auto put = [&](pos::Rate percent, std::string from) -> Kept<void> {
        auto changed = changed_tax(made,
                                   {.code = code,
                                    .percent = pos::format_decimal(percent.e8, 6, 0),
                                    .name = country.tax,
                                    .tax_class = rate.tax_class,
                                    .from = std::move(from),
                                    .included = country.prices_with_tax},
                                   today);
        if (!changed) return std::unexpected{tax_refusal(changed.error())};
        made = std::move(*changed);
        return {};
    };
    const pos::Rate charged = rate.on(today).rate;
    const bool same = now != nullptr && now->rate == charged && now->name == country.tax &&
                      now->included == country.prices_with_tax;
    if (!same) {
        auto done = put(charged, own.empty() ? std::string{} : to_string(today));
        if (!done) return done;
    }
    for (const DatedRate& later : rate.since) {
        if (later.from <= today) continue;
        if (auto done = put(later.rate, to_string(later.from)); !done) return done;
    }
    const std::string language = made.locale.substr(0, made.locale.find('-'));
    for (auto& each : made.taxes.classes)
        if (each.code == rate.tax_class) each.name = rate.words.in(language);
    return {};
}

bool has_labels_of(const ShopSettings& settings, const std::string& country) {
    const auto codes_of = [](ShopSettings of) {
        auto codes = std::move(of.code_routes);
        codes.insert(codes.end(), of.embedded_rules.begin(), of.embedded_rules.end());
        std::ranges::sort(codes);
        return codes;
    };
    ShopSettings usual = settings;
    set_labels(usual, country);
    return codes_of(settings) == codes_of(std::move(usual));
}

Kept<void> move_to(ShopSettings& made, const std::string& from, const Country& country,
                   pos::Date today) {
    if (has_labels_of(made, from)) set_labels(made, country.code);
    made.country = country.code;
    for (const CountryRate& rate : country.rates)
        if (auto put = put_rate(made, country, rate, today); !put) return put;
    if (made.tax_class.empty()) made.tax_class = country.rates.front().tax_class;
    return {};
}

/// One line for the journal.
std::string words_of(const ShopSettings& settings, pos::Currency currency) {
    std::string words = settings_words({.name = settings.name,
                                        .address = settings.address,
                                        .tax_number = settings.tax_number,
                                        .footer = settings.footer,
                                        .cash_step_minor = settings.cash.step_minor,
                                        .lock_minutes = {}},
                                       currency);
    words += "; receipts in: " + settings.locale;
    if (!settings.country.empty()) words += "; country: " + settings.country;
    return words;
}

/// The entries of a change, with every tax that it changes.
pos::store::Batch entries_of(const Doing& doing, const ShopChange& change, pos::Currency currency) {
    pos::store::Batch batch;
    const auto add = [&](std::string key, std::string from, std::string to) {
        batch.events.emplace_back(pos::journal::SettingChanged{.when = doing.when,
                                                               .user = doing.user,
                                                               .key = std::move(key),
                                                               .from = std::move(from),
                                                               .to = std::move(to)});
    };
    add("shop", words_of(change.before, currency), words_of(change.now, currency));
    std::vector<std::string> codes;
    for (const auto* rules : {&change.before.taxes, &change.now.taxes})
        for (const auto& period : rules->taxes)
            if (std::ranges::find(codes, period.tax.code) == codes.end())
                codes.push_back(period.tax.code);
    for (const std::string& code : codes) {
        std::string from = rates_of(change.before.taxes, code);
        std::string to = rates_of(change.now.taxes, code);
        if (from != to) add("tax " + code, std::move(from), std::move(to));
    }
    return batch;
}

Kept<void> write(pos::store::Store& store, const Doing& doing, const ShopChange& change) {
    return write_records(store, doing, entries_of(doing, change, store.journal().currency),
                         [&](pos::store::CatalogueWriter& to) {
                             auto put = to.put_setting("shop", to_bytes(change.now));
                             if (!put || change.before.country == change.now.country) return put;
                             return to.put_setting(kCountrySetting,
                                                   pos::as_bytes(change.now.country));
                         });
}

Kept<ShopSettings> own_settings(pos::store::Store& store) {
    const auto joined = is_of_office(store.reader());
    if (!joined) return std::unexpected{joined.error()};
    if (*joined) return not_kept(RecordFault::of_office);
    auto settings = read_settings(store.reader());
    if (!settings) return unread();
    return std::move(*settings);
}

}  // namespace

Kept<OwnShop> read_own_shop(pos::store::Reader& reader, const JournalRow& journal) {
    const auto settings = read_settings(reader);
    if (!settings) return unread();
    auto logo = read_logo(reader);
    if (!logo) return unread();
    const auto joined = is_of_office(reader);
    if (!joined) return std::unexpected{joined.error()};
    OwnShop shop{.sheet = {.name = settings->name,
                           .address = settings->address,
                           .tax_number = settings->tax_number,
                           .footer = settings->footer,
                           .country = country_of(*settings, journal),
                           .locale = settings->locale,
                           .cash_step_minor = settings->cash.step_minor},
                 .logo = {},
                 .from_office = *joined};
    if (*logo) shop.logo = std::make_shared<const pos::Bytes>(std::move(**logo));
    return shop;
}

Kept<ShopSettings> settings_by(const ShopSettings& settings, const ShopSheet& sheet,
                               const JournalRow& journal, pos::Date today) {
    SettingsChange change;
    change.name = sheet.name;
    change.address = without_blanks(sheet.address);
    change.tax_number = sheet.tax_number;
    change.footer = without_blanks(sheet.footer);
    const auto given = changed_settings({}, change, journal.currency);
    if (!given) return refusal_of(given.error());
    if (sheet.cash_step_minor <= 0 || sheet.cash_step_minor > kCoinMax)
        return not_kept(RecordFault::coin_wrong);
    if (!pos::locale::Locale::open(sheet.locale))
        return not_kept(RecordFault::unknown_language, sheet.locale);
    ShopSettings made = settings;
    put_over(made, *given);
    made.locale = sheet.locale;
    const std::string before = country_of(settings, journal);
    if (sheet.country != before) {
        const auto country = find_country(sheet.country);
        if (!country || country->currency != pos::code_of(journal.currency))
            return not_kept(RecordFault::other_currency, sheet.country);
        if (auto moved = move_to(made, before, *country, today); !moved)
            return std::unexpected{moved.error()};
    }
    made.cash.step_minor = sheet.cash_step_minor;
    return made;
}

Kept<ShopChange> keep_own_shop(pos::store::Store& store, const Doing& doing,
                               const ShopSheet& sheet) {
    auto before = own_settings(store);
    if (!before) return std::unexpected{before.error()};
    auto now = settings_by(*before, sheet, store.journal(), doing.when.local.date);
    if (!now) return std::unexpected{now.error()};
    ShopChange change{std::move(*before), std::move(*now)};
    if (change.before == change.now) return change;
    if (auto written = write(store, doing, change); !written)
        return std::unexpected{written.error()};
    return change;
}

Kept<void> undo_own_shop(pos::store::Store& store, const Doing& doing, const ShopChange& change) {
    auto now = own_settings(store);
    if (!now) return std::unexpected{now.error()};
    // A logo is a change of its own.
    now->has_logo = change.now.has_logo;
    if (*now != change.now) return not_kept(RecordFault::changed_since);
    return write(store, doing, {change.now, change.before});
}

Kept<std::optional<pos::Bytes>> keep_own_logo(pos::store::Store& store, const Doing& doing,
                                              const std::optional<pos::Bytes>& png) {
    auto before = read_logo(store.reader());
    if (!before) return unread();
    if (*before == png) return std::move(*before);
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::SettingChanged{.when = doing.when,
                                                           .user = doing.user,
                                                           .key = std::string{kLogoSetting},
                                                           .from = logo_name(*before),
                                                           .to = logo_name(png)});
    const auto put = [&](pos::store::CatalogueWriter& to) {
        return to.put_setting(kLogoSetting, png ? pos::BytesView{*png} : pos::BytesView{});
    };
    if (auto written = write_records(store, doing, std::move(batch), put); !written)
        return std::unexpected{written.error()};
    return std::move(*before);
}

}  // namespace app::core
