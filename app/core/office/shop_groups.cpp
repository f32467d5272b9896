// Departments and taxes; see shop_items.hpp.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "app/core/office/change_tax.hpp"
#include "app/core/office/keep_records.hpp"
#include "app/core/office/shop_items.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/goods.hpp"

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

Kept<void> undo(pos::store::Store& store, const Doing& doing, const DepartmentKept& kept) {
    const auto known = store.reader().catalogue().departments();
    if (!known) return not_kept(pos::store::to_store_error(known.error()));
    const auto& code = kept.now.code;
    const auto there = std::ranges::find(*known, code, &Department::code);
    if (there == known->end() || *there != kept.now) return not_kept(RecordFault::changed_since);
    auto batch = batch_of(doing, "department " + code, kept.now.name,
                          kept.before ? kept.before->name : std::string{});
    if (kept.before) {
        const bool taken = std::ranges::any_of(*known, [&](const Department& each) {
            return each.code != code && each.name == kept.before->name;
        });
        if (taken) return not_kept(RecordFault::name_taken, kept.before->name);
        return write_records(store, doing, std::move(batch),
                             [&](pos::store::CatalogueWriter& to) { return to.put(*kept.before); });
    }
    const auto goods = pos::store::office::goods_of_department(store.reader().connection(), code);
    if (!goods) return not_kept(goods.error());
    if (*goods > 0) return not_kept(RecordFault::in_use, kept.now.name);
    return write_records(store, doing, std::move(batch), [&](pos::store::CatalogueWriter& to) {
        return to.remove_department(code);
    });
}

/// Whether goods are of a class that was not there before.
Kept<void> check_unused(pos::store::Store& store, const TaxesKept& kept) {
    for (const auto& each : kept.now.rules.classes) {
        const auto& before = kept.before.rules.classes;
        if (std::ranges::find(before, each.code, &pos::tax::TaxClass::code) != before.end())
            continue;
        const auto goods =
            pos::store::office::goods_of_tax_class(store.reader().connection(), each.code);
        if (!goods) return not_kept(goods.error());
        if (*goods > 0) return not_kept(RecordFault::in_use, each.name);
    }
    return {};
}

/// An entry for each tax that is changed.
pos::store::Batch tax_entries_of(const Doing& doing, const pos::tax::TaxRules& from,
                                 const pos::tax::TaxRules& to) {
    std::set<std::string> codes;
    const auto add_what_lacks = [&](const pos::tax::TaxRules& of, const pos::tax::TaxRules& in) {
        for (const auto& period : of.taxes)
            if (std::ranges::find(in.taxes, period) == in.taxes.end())
                codes.insert(period.tax.code);
    };
    add_what_lacks(from, to);
    add_what_lacks(to, from);
    pos::store::Batch batch;
    for (const std::string& code : codes) {
        auto one = batch_of(doing, "tax " + code, rates_of(from, code), rates_of(to, code));
        batch.events.push_back(std::move(one.events.front()));
    }
    return batch;
}

Kept<void> undo(pos::store::Store& store, const Doing& doing, const TaxesKept& kept) {
    auto settings = read_settings(store.reader());
    if (!settings) return damaged();
    if (TaxesKept::Taxes{settings->taxes, settings->tax_class} != kept.now)
        return not_kept(RecordFault::changed_since);
    if (auto unused = check_unused(store, kept); !unused) return unused;
    settings->taxes = kept.before.rules;
    settings->tax_class = kept.before.tax_class;
    return write_records(store, doing, tax_entries_of(doing, kept.now.rules, kept.before.rules),
                         [&](pos::store::CatalogueWriter& to) {
                             return to.put_setting("shop", to_bytes(*settings));
                         });
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

Kept<std::optional<GroupKept>> keep_department(pos::store::Store& store, const Doing& doing,
                                               Department department) {
    if (auto own = check_own(store.reader()); !own) return std::unexpected{own.error()};
    if (auto good = check_name(department.name, pos::catalog::kCodeBytesMax); !good)
        return std::unexpected{good.error()};
    const auto known = store.reader().catalogue().departments();
    if (!known) return not_kept(pos::store::to_store_error(known.error()));
    std::optional<Department> before;
    const bool is_new = department.code.empty();
    if (is_new) department.code = department.name;
    for (const Department& each : *known) {
        const bool same = each.code == department.code && !is_new;
        if (same) {
            before = each;
            department.order = each.order;
            department.tile_pair = each.tile_pair;
        } else if (each.name == department.name || each.code == department.code) {
            return not_kept(RecordFault::name_taken, department.name);
        } else if (is_new) {
            department.order = std::max(department.order, each.order + 1);
            department.tile_pair = std::max(department.tile_pair, each.tile_pair + 1);
        }
    }
    if (!is_new && !before) return not_kept(RecordFault::gone, department.name);
    if (before && before->name == department.name) return std::nullopt;
    const auto written =
        write_records(store, doing,
                      batch_of(doing, "department " + department.code,
                               before ? before->name : std::string{}, department.name),
                      [&](pos::store::CatalogueWriter& to) { return to.put(department); });
    if (!written) return std::unexpected{written.error()};
    return DepartmentKept{std::move(before), std::move(department)};
}

Kept<std::optional<GroupKept>> keep_tax(pos::store::Store& store, const Doing& doing,
                                        const TaxFrom& tax) {
    if (auto own = check_own(store.reader()); !own) return std::unexpected{own.error()};
    const auto settings = read_settings(store.reader());
    if (!settings) return damaged();
    const auto& rules = settings->taxes;
    TaxChange change{.code = tax.code, .percent = pos::format_decimal(tax.rate.e8, 6, 0)};
    change.name = tax.name;
    if (auto good = check_name(change.name, pos::catalog::kCodeBytesMax); !good)
        return std::unexpected{good.error()};
    if (auto free = check_free(rules, tax.code, change.name); !free)
        return std::unexpected{free.error()};
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
    if (*made == *settings) return std::nullopt;
    const auto written = write_records(
        store, doing,
        batch_of(doing, "tax " + change.code, rates_of(rules, change.code),
                 rates_of(made->taxes, change.code)),
        [&](pos::store::CatalogueWriter& to) { return to.put_setting("shop", to_bytes(*made)); });
    if (!written) return std::unexpected{written.error()};
    return TaxesKept{{settings->taxes, settings->tax_class}, {made->taxes, made->tax_class}};
}

Kept<void> undo_group(pos::store::Store& store, const Doing& doing, const GroupKept& kept) {
    if (auto own = check_own(store.reader()); !own) return own;
    return std::visit([&](const auto& one) { return undo(store, doing, one); }, kept);
}

}  // namespace app::core
