#include "app/core/office/change_item.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/core/office/open_goods.hpp"
#include "pos/catalog/barcode.hpp"

namespace app::core {

namespace {

using pos::catalog::Department;

/// Why it is of a kind that pages and the command line tell in words.
Failure failure_of(const RecordRefusal& refusal) {
    const std::string& about = refusal.about;
    const auto refused = [&](Why why, std::string words) {
        return Failure{FailureKind::refused, std::move(words), why, about};
    };
    const auto named = [&](std::string name, std::string words) {
        return Failure{FailureKind::refused, std::move(words), Why::other, std::move(name)};
    };
    switch (refusal.fault) {
        case RecordFault::store:
            return failure(refusal.why.value_or(pos::store::StoreError{}));
        case RecordFault::of_office:
            return named("of_office", "Head office has the goods: they are changed there.");
        case RecordFault::gone:
            return refused(Why::no_item, fmt::format("{} is there no more.", about));
        case RecordFault::name_missing:
            return refused(Why::name_missing, "It needs a name.");
        case RecordFault::text_too_long:
            return refused(Why::text_too_long, fmt::format("\"{}\" is too long.", about));
        case RecordFault::unclean_text:
            return refused(Why::unclean_text,
                           fmt::format("\"{}\" has characters that cannot be kept.", about));
        case RecordFault::name_taken:
        case RecordFault::number_taken:
        case RecordFault::code_taken:
            return refused(Why::taken, fmt::format("That is taken already: {}.", about));
        case RecordFault::bad_code:
            return named("bad_barcode", fmt::format("{} cannot be scanned.", about));
        case RecordFault::unknown_tax_class:
            return named("no_tax_class", fmt::format("There is no tax class {}.", about));
        default:
            return named("item", fmt::format("It cannot be kept like that: {}", about));
    }
}

Outcome<void> remove_codes(ItemSheet& sheet, const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
        const std::string key = pos::catalog::barcode_key(code);
        const auto gone = std::erase_if(sheet.codes, [&](const ItemCode& each) {
            return pos::catalog::barcode_key(each.text) == key;
        });
        if (gone > 0) continue;
        return std::unexpected{Failure{FailureKind::refused,
                                       fmt::format("{} has no barcode {}.", sheet.item.name, code),
                                       Why::other, "no_barcode"}};
    }
    return {};
}

/// Those that it had keep what one scan of them is.
void set_codes(ItemSheet& sheet, const std::vector<std::string>& texts) {
    std::vector<ItemCode> codes;
    for (const std::string& text : texts) {
        const std::string key = pos::catalog::barcode_key(text);
        const auto had = std::ranges::find_if(sheet.codes, [&](const ItemCode& each) {
            return pos::catalog::barcode_key(each.text) == key;
        });
        codes.push_back(had == sheet.codes.end() ? ItemCode{.text = text} : *had);
    }
    sheet.codes = std::move(codes);
}

Outcome<void> check_department(pos::store::Reader& reader, const std::string& code) {
    if (code.empty()) return {};
    const auto known = reader.catalogue().departments();
    if (!known) return std::unexpected{failure(pos::store::to_store_error(known.error()))};
    if (std::ranges::find(*known, code, &Department::code) != known->end()) return {};
    return refuse(Why::no_department, code, fmt::format("There is no department {}.", code));
}

}  // namespace

Outcome<ItemChanged> changed_item(pos::store::Reader& reader, const ItemChange& change) {
    auto stored = reader.catalogue().by_number(change.number);
    if (!stored)
        return std::unexpected{failure(pos::store::to_store_error(std::move(stored.error())))};
    if (!*stored) {
        return refuse(Why::no_item, change.number,
                      fmt::format("No item has the number {}.", change.number));
    }
    auto sheet = read_item(reader, (*stored)->item.id, {});
    if (!sheet) return std::unexpected{failure_of(sheet.error())};
    ItemChanged changed{**sheet, std::move(**sheet)};
    ItemSheet& after = changed.after;
    if (change.name) after.item.name = *change.name;
    if (change.department) {
        const auto known = check_department(reader, *change.department);
        const bool other = *change.department != after.item.department;
        if (!known && other) return std::unexpected{known.error()};
        after.item.department = *change.department;
    }
    if (change.tax_class) after.item.tax_class = *change.tax_class;
    if (change.unit) after.item.unit = *change.unit;
    if (change.sold) after.item.active = *change.sold;
    if (change.barcodes) set_codes(after, *change.barcodes);
    if (auto gone = remove_codes(after, change.remove_barcodes); !gone)
        return std::unexpected{gone.error()};
    return changed;
}

Outcome<ItemKept> change_item(const std::string& where,
                              const pos::store::StoreOptions& store_options,
                              const ItemChange& change, pos::Instant now, pos::Random& random) {
    auto open = open_goods(where, store_options, change.by, now);
    if (!open) return std::unexpected{open.error()};
    auto changed = changed_item(open->store->reader(), change);
    if (!changed) return std::unexpected{changed.error()};
    if (changes_of(changed->before, changed->after).empty())
        return ItemKept{std::move(changed->before), std::move(changed->after)};
    auto kept = keep_item(*open->store, open->doing, std::move(changed->after), random, true);
    if (!kept) return std::unexpected{failure_of(kept.error())};
    return std::move(*kept);
}

Outcome<void> change_department(const std::string& where,
                                const pos::store::StoreOptions& store_options,
                                const Department& department, const std::string& by,
                                pos::Instant now) {
    auto open = open_goods(where, store_options, by, now);
    if (!open) return std::unexpected{open.error()};
    const auto kept = keep_department(*open->store, open->doing, department);
    if (!kept) return std::unexpected{failure_of(kept.error())};
    return {};
}

}  // namespace app::core
