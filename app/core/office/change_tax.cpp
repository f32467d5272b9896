#include "app/core/office/change_tax.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/change_setting.hpp"
#include "app/core/office/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/goods.hpp"

namespace app::core {

namespace {

using pos::tax::TaxClass;
using pos::tax::TaxPeriod;
using pos::tax::TaxRules;

constexpr pos::Date kAlways{0};

const char* words_of(pos::tax::TaxTableError error) {
    using pos::tax::TaxTableError;
    switch (error) {
        case TaxTableError::code_missing:
            return "it has no code";
        case TaxTableError::code_repeated:
            return "another tax has that code";
        case TaxTableError::period_empty:
            return "it would end before it begins";
        case TaxTableError::periods_overlap:
            return "it would have two rates on one day";
        case TaxTableError::rate_out_of_range:
            return "a rate is within 10,000 %";
        case TaxTableError::unknown_tax:
            return "a class or group names a tax that is not there";
        case TaxTableError::named_twice:
            return "a class would have it twice";
        case TaxTableError::no_base_left:
            return "it would leave nothing of the price";
    }
    return "";
}

Outcome<pos::Rate> rate_of(const std::string& percent) {
    const auto e6 = pos::parse_decimal(percent, 6);
    if (!e6 || *e6 < 0) {
        return misuse(Why::tax_rate, percent, percent + " is no percentage, such as 20 or 5.5.");
    }
    return pos::Rate{*e6};
}

/// Puts the rate in force from that day until the next one that begins later.
Outcome<void> put_period(TaxRules& rules, const TaxChange& change, pos::Date today) {
    const auto rate = rate_of(change.percent);
    if (!rate) return std::unexpected{rate.error()};
    std::optional<pos::Date> from;
    if (!change.from.empty()) {
        from = pos::parse_date(change.from);
        if (!from) return misuse("--from " + change.from + " is no day, such as 2027-01-01.");
    }
    const bool known = std::ranges::any_of(
        rules.taxes, [&](const TaxPeriod& each) { return each.tax.code == change.code; });
    TaxPeriod fresh{
        .tax = {.code = change.code, .name = change.code, .kind = pos::tax::TaxKind::percent},
        .from = from.value_or(known ? today : kAlways)};
    TaxPeriod* before = nullptr;
    const TaxPeriod* next = nullptr;
    for (TaxPeriod& each : rules.taxes) {
        if (each.tax.code != change.code) continue;
        if (each.from > fresh.from) {
            if (next == nullptr || each.from < next->from) next = &each;
        } else if (before == nullptr || each.from > before->from) {
            before = &each;
        }
    }
    // Before the first of its rates it is the same tax as well: its name, in the price or added.
    if (const TaxPeriod* like = before != nullptr ? before : next; like != nullptr) {
        if (like->tax.kind != pos::tax::TaxKind::percent) {
            return refuse(Why::per_piece, like->tax.name, change.code + " is no percentage.");
        }
        fresh.tax = like->tax;
    }
    fresh.tax.rate = *rate;
    if (!change.name.empty()) fresh.tax.name = change.name;
    if (change.included) fresh.tax.included = *change.included;
    if (next != nullptr) fresh.until = next->from;
    if (before != nullptr && before->from == fresh.from) {
        *before = std::move(fresh);
        return {};
    }
    if (before != nullptr && (!before->until || *before->until > fresh.from)) {
        before->until = fresh.from;
    }
    rules.taxes.push_back(std::move(fresh));
    std::ranges::stable_sort(rules.taxes, [](const TaxPeriod& a, const TaxPeriod& b) {
        return std::tie(a.tax.code, a.from) < std::tie(b.tax.code, b.from);
    });
    return {};
}

Outcome<void> put_class(TaxRules& rules, const TaxChange& change) {
    const auto at = std::ranges::find(rules.classes, change.tax_class, &TaxClass::code);
    if (at == rules.classes.end()) {
        rules.classes.push_back({change.tax_class, change.tax_class, {change.code}});
        return {};
    }
    if (at->taxes.size() > 1) {
        return refuse(
            fmt::format("Goods of the class {} have several taxes, which this command "
                        "leaves as they are.",
                        change.tax_class));
    }
    at->taxes = {change.code};
    return {};
}

/// The classes that have nothing but that tax.
std::vector<std::string> classes_of(const TaxRules& rules, const std::string& code) {
    std::vector<std::string> found;
    for (const TaxClass& each : rules.classes) {
        if (each.taxes == std::vector{code}) found.push_back(each.code);
    }
    return found;
}

Outcome<void> remove(ShopSettings& settings, const std::string& code) {
    auto& rules = settings.taxes;
    const auto gone =
        std::erase_if(rules.taxes, [&](const TaxPeriod& each) { return each.tax.code == code; });
    if (gone == 0) return refuse("There is no tax " + code + ".");
    for (const std::string& each : classes_of(settings.taxes, code)) {
        std::erase_if(rules.classes, [&](const TaxClass& one) { return one.code == each; });
        if (settings.tax_class == each) settings.tax_class.clear();
    }
    return {};
}

}  // namespace

std::string rates_of(const TaxRules& rules, const std::string& code) {
    std::string all;
    for (const TaxPeriod& period : rules.taxes) {
        if (period.tax.code != code) continue;
        if (!all.empty()) all += ", ";
        all += pos::format_decimal(period.tax.rate.e8, 6, 0) + " %";
        if (period.from > kAlways) all += " from " + to_string(period.from);
    }
    return all;
}

std::string free_tax_code(const TaxRules& rules) {
    const auto free = [&](const std::string& code) {
        return std::ranges::none_of(rules.taxes,
                                    [&](const TaxPeriod& each) { return each.tax.code == code; });
    };
    for (char letter = 'A'; letter <= 'Z'; ++letter)
        if (const std::string code(1, letter); free(code)) return code;
    for (int number = 1;; ++number)
        if (const std::string code = "T" + std::to_string(number); free(code)) return code;
}

Outcome<ShopSettings> changed_tax(const ShopSettings& settings, const TaxChange& change,
                                  pos::Date today) {
    if (change.code.empty()) return misuse("A tax has a code, such as A.");
    ShopSettings made = settings;
    Outcome<void> done;
    if (change.remove) {
        done = remove(made, change.code);
    } else {
        done = put_period(made.taxes, change, today);
        if (done && !change.tax_class.empty()) done = put_class(made.taxes, change);
        if (done && change.for_goods_without_class) {
            if (change.tax_class.empty()) {
                done = misuse("--default needs --class: the class of goods that say none.");
            }
            made.tax_class = change.tax_class;
        }
    }
    if (!done) return std::unexpected{done.error()};
    const auto table = pos::tax::TaxTable::make(made.taxes);
    if (!table) {
        const auto [error, code] = table.error();
        const bool rate = error == pos::tax::TaxTableError::rate_out_of_range;
        return refuse(rate ? Why::tax_rate : Why::taxes_contradict, rate ? change.percent : code,
                      fmt::format("The tax {} cannot be so: {}.", code, words_of(error)));
    }
    return made;
}

Outcome<ShopSettings> change_tax(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const TaxChange& change, pos::Instant now) {
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), change.by);
    if (!shop) return std::unexpected{shop.error()};
    if (auto own = check_not_joined(**store, "taxes"); !own) return std::unexpected{own.error()};
    auto made = changed_tax(shop->settings, change, shop->zone.local(now).date);
    if (!made) return made;
    if (change.remove) {
        for (const std::string& each : classes_of(shop->settings.taxes, change.code)) {
            const auto goods =
                pos::store::office::goods_of_tax_class((*store)->reader().connection(), each);
            if (!goods) return std::unexpected{failure(goods.error())};
            if (*goods > 0) {
                return refuse(
                    fmt::format("{} goods have the class {}, whose tax {} is. Give them "
                                "another class first.",
                                *goods, each, change.code));
            }
        }
    }
    const auto done = change_setting(
        **store, *shop,
        {"tax " + change.code, rates_of(shop->settings.taxes, change.code),
         rates_of(made->taxes, change.code)},
        [&](auto& catalogue) { return catalogue.put_setting("shop", to_bytes(*made)); }, now);
    if (!done) return std::unexpected{done.error()};
    return made;
}

}  // namespace app::core
