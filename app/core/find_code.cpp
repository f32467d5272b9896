#include "app/core/find_code.hpp"

namespace app::core {

namespace {

using pos::catalog::ScanKind;
using pos::catalog::ValueKind;
using pos::store::Answer;

template <class T>
Answer<T> answer(pos::store::db::Result<T> result) {
    if (!result) return std::unexpected{pos::store::to_store_error(std::move(result.error()))};
    return std::move(*result);
}

CodeOfItem whole(pos::store::StoredItem item, const std::string& code) {
    CodeOfItem found{.stored = std::move(item), .barcode = code};
    found.quantity = found.stored.pack;
    return found;
}

CodeOfItem labelled(pos::store::StoredItem item, const pos::catalog::ScanParse& scan,
                    pos::Currency currency) {
    CodeOfItem found{.stored = std::move(item), .barcode = scan.code};
    if (scan.value_kind == ValueKind::price) {
        found.label_price = pos::shown(pos::UnitPrice{scan.price_e8, currency});
    } else {
        found.quantity = scan.quantity;
    }
    return found;
}

std::string_view without_leading_zeros(std::string_view digits) {
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

}  // namespace

Answer<FoundCode> find_code(pos::store::Reader& reader, std::string_view text,
                            std::span<const pos::catalog::EmbeddedRule> rules,
                            pos::Currency currency) {
    const auto scan = pos::catalog::parse_scan(text, rules);
    if (scan.kind == ScanKind::nothing) return CodeOfNothing{};
    auto& catalogue = reader.catalogue();
    auto item = answer(catalogue.by_barcode(scan.key));
    if (!item) return std::unexpected{item.error()};
    if (*item) return whole(std::move(**item), scan.code);
    if (scan.kind == ScanKind::embedded) {
        item = answer(catalogue.by_barcode(scan.base_key));
        if (item && !*item) item = answer(catalogue.by_number(scan.reference));
        if (item && !*item)
            item = answer(catalogue.by_number(without_leading_zeros(scan.reference)));
        if (!item) return std::unexpected{item.error()};
        if (*item) return labelled(std::move(**item), scan, currency);
    }
    item = answer(catalogue.by_number(scan.code));
    if (!item) return std::unexpected{item.error()};
    if (*item) return whole(std::move(**item), {});
    auto receipt = reader.receipt(scan.code);
    if (!receipt) return std::unexpected{receipt.error()};
    if (*receipt) return std::move(**receipt);
    return CodeOfNothing{};
}

pos::sale::Item register_item(const pos::store::StoredItem& stored, const pos::tax::TaxTable& taxes,
                              pos::Date day) {
    std::vector<pos::tax::Tax> applied;
    if (!stored.item.tax_class.empty()) {
        if (auto found = taxes.taxes_on(stored.item.tax_class, day)) applied = std::move(*found);
    }
    return pos::sale::snapshot(stored.item, stored.department_name, std::move(applied));
}

}  // namespace app::core
