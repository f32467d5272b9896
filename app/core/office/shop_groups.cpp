// Departments and taxes; see shop_items.hpp.
#include <algorithm>
#include <tuple>

#include "app/core/office/change_tax.hpp"
#include "app/core/office/keep_records.hpp"
#include "app/core/office/shop_items.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"

namespace app::core {

namespace {

using pos::catalog::Department;

std::unexpected<RecordRefusal> damaged() {
    return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::damaged});
}

Kept<void> check_own(pos::store::Reader& reader) {
    const auto joined = is_of_office(reader);
    if (!joined) return std::unexpected{joined.error()};
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

/// As receipts print it now; empty of a tax that is not there.
std::string name_of(const pos::tax::TaxRules& rules, const std::string& code) {
    std::string name;
    for (const auto& period : rules.taxes)
        if (period.tax.code == code) name = period.tax.name;
    return name;
}

/// A new tax is named after no other and makes a class of its own. One that is there may share its
/// name: all rates of a country are "VAT".
Kept<void> check_free(const pos::tax::TaxRules& rules, const std::string& code,
                      const std::string& name) {
    const bool is_new = code.empty();
    if (!is_new && name_of(rules, code) == name) return {};
    const bool of_tax = std::ranges::any_of(rules.taxes, [&](const auto& each) {
        return each.tax.code != code && each.tax.name == name;
    });
    const bool of_class = is_new && std::ranges::any_of(rules.classes, [&](const auto& each) {
                              return each.code == name || each.name == name;
                          });
    if (of_tax || of_class) return not_kept(RecordFault::name_taken, name);
    return {};
}

}  // namespace

RecordRefusal tax_refusal(const Failure& failure) {
    const auto fault = failure.why == Why::tax_rate    ? RecordFault::tax_rate_wrong
                       : failure.why == Why::per_piece ? RecordFault::tax_per_piece
                                                       : RecordFault::tax_wrong;
    return {fault, failure.about, {}};
}

Kept<ShopGroups> read_groups(pos::store::Reader& reader) {
    auto departments = reader.catalogue().departments();
    if (!departments) return not_kept(pos::store::to_store_error(departments.error()));
    auto settings = read_settings(reader);
    if (!settings) return damaged();
    const auto joined = is_of_office(reader);
    if (!joined) return std::unexpected{joined.error()};
    return ShopGroups{std::move(*departments), std::move(settings->taxes),
                      std::move(settings->tax_class), *joined};
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
    return write_records(store, doing,
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
    if (auto free = check_free(rules, tax.code, change.name); !free) return free;
    if (change.code.empty()) {
        change.code = free_tax_code(rules);
        change.tax_class = change.name;
        change.for_goods_without_class = settings->tax_class.empty();
        // As the shop's other prices.
        if (!rules.taxes.empty()) change.included = rules.taxes.front().tax.included;
    } else if (tax.from) {
        change.from = to_string(*tax.from);
    }
    const auto made = changed_tax(*settings, change, doing.when.local.date);
    if (!made) return std::unexpected{tax_refusal(made.error())};
    if (*made == *settings) return {};
    return write_records(
        store, doing,
        batch_of(doing, "tax " + change.code, rates_of(rules, change.code),
                 rates_of(made->taxes, change.code)),
        [&](pos::store::CatalogueWriter& to) { return to.put_setting("shop", to_bytes(*made)); });
}

}  // namespace app::core
