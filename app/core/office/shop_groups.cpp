// Departments and taxes; see shop_items.hpp.
#include <algorithm>
#include <tuple>

#include "app/core/office/change_tax.hpp"
#include "app/core/office/shop_items.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/membership.hpp"

namespace app::core {

namespace {

using pos::catalog::Department;

std::unexpected<RecordRefusal> damaged() {
    return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::damaged});
}

Kept<void> check_own(pos::store::Reader& reader) {
    const auto joined = pos::store::office::membership(reader.connection());
    if (!joined) return not_kept(joined.error());
    if (*joined) return not_kept(RecordFault::of_office);
    return {};
}

Kept<void> check_name(std::string& name, std::size_t bytes_max) {
    name = pos::locale::clean_name(name);
    if (name.empty()) return not_kept(RecordFault::name_missing);
    if (name.size() > bytes_max) return not_kept(RecordFault::text_too_long, name);
    return {};
}

pos::store::Batch batch_of(const Doing& doing, std::string key, std::string from, std::string to) {
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::SettingChanged{.when = doing.when,
                                                           .user = doing.user,
                                                           .key = std::move(key),
                                                           .from = std::move(from),
                                                           .to = std::move(to)});
    return batch;
}

template <class Work>
Kept<void> write(pos::store::Store& store, const Doing& doing, pos::store::Batch batch, Work work) {
    const auto all = [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
        pos::store::db::Result<void> done = work(to);
        if (!done) return pos::store::store_error(std::move(done.error()));
        return {};
    };
    const auto stored = store.change_catalogue(all, std::move(batch), doing.at);
    if (!stored) return not_kept(stored.error());
    return {};
}

/// A code that no tax has: the letters of receipts, then numbers.
std::string next_code(const pos::tax::TaxRules& rules) {
    const auto free = [&](const std::string& code) {
        return std::ranges::none_of(
            rules.taxes, [&](const pos::tax::TaxPeriod& each) { return each.tax.code == code; });
    };
    for (char letter = 'A'; letter <= 'Z'; ++letter)
        if (const std::string code(1, letter); free(code)) return code;
    for (int number = 1;; ++number)
        if (const std::string code = "T" + std::to_string(number); free(code)) return code;
}

std::string shown(const pos::tax::TaxRules& rules, const std::string& code) {
    std::string all;
    for (const auto& period : rules.taxes) {
        if (period.tax.code != code) continue;
        all += all.empty() ? "" : ", ";
        all += pos::format_decimal(period.tax.rate.e8, 6, 0) + " %";
        if (period.from > pos::Date{0}) all += " from " + to_string(period.from);
    }
    return all;
}

}  // namespace

Kept<ShopGroups> read_groups(pos::store::Reader& reader) {
    auto departments = reader.catalogue().departments();
    if (!departments) return not_kept(pos::store::to_store_error(departments.error()));
    auto settings = read_settings(reader);
    if (!settings) return damaged();
    const auto joined = pos::store::office::membership(reader.connection());
    if (!joined) return not_kept(joined.error());
    return ShopGroups{std::move(*departments), std::move(settings->taxes),
                      std::move(settings->tax_class), joined->has_value()};
}

Kept<void> keep_department(pos::store::Store& store, const Doing& doing, Department department) {
    if (auto own = check_own(store.reader()); !own) return own;
    if (auto good = check_name(department.name, pos::catalog::kCodeBytesMax); !good) return good;
    const auto known = store.reader().catalogue().departments();
    if (!known) return not_kept(pos::store::to_store_error(known.error()));
    std::string before;
    const bool is_new = department.code.empty();
    if (is_new) department.code = department.name;
    for (const Department& each : *known) {
        const bool same = each.code == department.code && !is_new;
        if (same) {
            before = each.name;
            department.order = each.order;
            department.tile_pair = each.tile_pair;
        } else if (each.name == department.name || each.code == department.code) {
            return not_kept(RecordFault::name_taken, department.name);
        } else if (is_new) {
            department.order = std::max(department.order, each.order + 1);
            department.tile_pair = std::max(department.tile_pair, each.tile_pair + 1);
        }
    }
    if (!is_new && before.empty()) return not_kept(RecordFault::gone, department.name);
    if (before == department.name) return {};
    return write(store, doing,
                 batch_of(doing, "department " + department.code, before, department.name),
                 [&](pos::store::CatalogueWriter& to) { return to.put(department); });
}

Kept<void> keep_tax(pos::store::Store& store, const Doing& doing, const TaxFrom& tax) {
    if (auto own = check_own(store.reader()); !own) return own;
    const auto settings = read_settings(store.reader());
    if (!settings) return damaged();
    const auto& rules = settings->taxes;
    TaxChange change{.code = tax.code, .percent = pos::format_decimal(tax.rate.e8, 6, 0)};
    change.name = tax.name;
    if (auto good = check_name(change.name, pos::catalog::kCodeBytesMax); !good) return good;
    const bool taken = std::ranges::any_of(rules.taxes, [&](const pos::tax::TaxPeriod& each) {
        return each.tax.code != tax.code && each.tax.name == change.name;
    });
    if (taken) return not_kept(RecordFault::name_taken, change.name);
    if (change.code.empty()) {
        change.code = next_code(rules);
        change.tax_class = change.name;
        change.for_goods_without_class = settings->tax_class.empty();
        // As the shop's other prices.
        if (!rules.taxes.empty()) change.included = rules.taxes.front().tax.included;
    } else if (tax.from) {
        change.from = to_string(*tax.from);
    }
    const auto made = changed_tax(*settings, change, doing.when.local.date);
    if (!made) return not_kept(RecordFault::tax_wrong, made.error().words);
    if (*made == *settings) return {};
    return write(
        store, doing,
        batch_of(doing, "tax " + change.code, shown(rules, change.code),
                 shown(made->taxes, change.code)),
        [&](pos::store::CatalogueWriter& to) { return to.put_setting("shop", to_bytes(*made)); });
}

}  // namespace app::core
