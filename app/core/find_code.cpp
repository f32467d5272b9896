#include "app/core/find_code.hpp"

#include <algorithm>

#include "pos/locale/currency_signs.hpp"
#include "pos/money/wide.hpp"

namespace app::core {

namespace {

using pos::catalog::CodeKind;
using pos::catalog::ScanKind;
using pos::catalog::ValueKind;
using pos::catalog::gs1::LabelAmount;
using pos::catalog::gs1::TradeItem;
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

std::optional<pos::journal::Trace> trace_of(const TradeItem& goods) {
    const pos::journal::Trace trace{goods.batch, goods.serial, goods.expires, goods.best_before};
    if (trace == pos::journal::Trace{}) return std::nullopt;
    return trace;
}

/// A label's price in the shop's money.
std::expected<pos::Money, CodeFault> money_of(const LabelAmount& amount, pos::Currency currency) {
    if (!amount.currency.empty() && amount.currency != pos::locale::numeric_code(currency)) {
        return std::unexpected{CodeFault::other_currency};
    }
    pos::Wide minor{amount.value};
    for (auto places = static_cast<unsigned>(currency.exponent); places > amount.decimals;
         --places) {
        minor *= 10;
    }
    for (unsigned places = amount.decimals; places > static_cast<unsigned>(currency.exponent);
         --places) {
        if (minor % 10 != 0) return std::unexpected{CodeFault::odd_price};
        minor /= 10;
    }
    if (minor > pos::kMinorMax) return std::unexpected{CodeFault::odd_price};
    return pos::Money{static_cast<std::int64_t>(minor), currency};
}

/// How much of the item it is: what the label says, times what one of the code stands for.
std::optional<pos::Quantity> quantity_of(const pos::store::StoredItem& stored,
                                         const TradeItem& goods) {
    const auto said = pos::catalog::gs1::quantity_in(goods, stored.item.unit);
    if (!said || !stored.pack) return said ? said : stored.pack;
    const pos::Wide both = pos::Wide{said->millionths} * stored.pack->millionths;
    const pos::Wide millionths = both / pos::kQuantityScale;
    // Too many for any register, which says so.
    return pos::Quantity{
        static_cast<std::int64_t>(std::min(millionths, pos::Wide{pos::kQuantityMax.millionths}))};
}

FoundCode numbered(pos::store::StoredItem item, const TradeItem& goods, pos::Currency currency) {
    CodeOfItem found{.stored = std::move(item), .trace = trace_of(goods)};
    found.barcode = goods.number.starts_with('0') ? goods.number.substr(1) : goods.number;
    if (goods.price) {
        const auto price = money_of(*goods.price, currency);
        if (!price) return CodeRefused{price.error()};
        found.label_price = *price;
    } else {
        found.quantity = quantity_of(found.stored, goods);
    }
    return found;
}

/// One question after the other, until one has an answer. The first fault ends it.
class Search {
public:
    Search(pos::store::Reader& reader, const ReadCode& read, const CodeRules& rules)
        : reader_{reader}, read_{read}, rules_{rules} {}

    Answer<FoundCode> run() {
        for (const auto step : {&Search::plain, &Search::label, &Search::goods, &Search::number,
                                &Search::receipt, &Search::badge}) {
            auto found = (this->*step)();
            if (!found) return std::unexpected{found.error()};
            if (*found) return std::move(**found);
        }
        if (read_.other) return CodeOfOther{*read_.other, read_.other_number};
        if (read_.fault) return CodeRefused{*read_.fault};
        return CodeOfNothing{};
    }

private:
    using Step = Answer<std::optional<FoundCode>>;
    using Item = Answer<std::optional<pos::store::StoredItem>>;

    Item by_barcode(std::string_view key) { return answer(reader_.catalogue().by_barcode(key)); }
    Item by_number(std::string_view number) {
        return answer(reader_.catalogue().by_number(number));
    }

    Step plain() {
        if (read_.plain.kind == ScanKind::nothing) return std::nullopt;
        auto item = by_barcode(read_.plain.key);
        if (!item) return std::unexpected{item.error()};
        if (!*item) return std::nullopt;
        return whole(std::move(**item), read_.plain.code);
    }
    Step label() {
        const auto& scan = read_.plain;
        if (scan.kind != ScanKind::embedded) return std::nullopt;
        auto item = by_barcode(scan.base_key);
        if (item && !*item) item = by_number(scan.reference);
        if (item && !*item) item = by_number(without_leading_zeros(scan.reference));
        if (!item) return std::unexpected{item.error()};
        if (!*item) return std::nullopt;
        return labelled(std::move(**item), scan, rules_.currency);
    }
    Step goods() {
        if (!read_.goods) return std::nullopt;
        for (const std::string& key : read_.goods_keys) {
            auto item = by_barcode(key);
            if (!item) return std::unexpected{item.error()};
            if (*item) return numbered(std::move(**item), *read_.goods, rules_.currency);
        }
        return std::nullopt;
    }
    Step number() {
        if (read_.plain.code.empty()) return std::nullopt;
        auto item = by_number(read_.plain.code);
        if (!item) return std::unexpected{item.error()};
        if (!*item) return std::nullopt;
        return whole(std::move(**item), {});
    }
    Step receipt() {
        const std::string& number = read_.receipt.empty() ? read_.plain.code : read_.receipt;
        if (number.empty()) return std::nullopt;
        auto receipt = reader_.receipt(number);
        if (!receipt) return std::unexpected{receipt.error()};
        if (*receipt) return std::move(**receipt);
        if (!read_.receipt.empty()) return CodeOfOther{CodeKind::receipt, number};
        return std::nullopt;
    }
    Step badge() {
        if (read_.other != CodeKind::badge) return std::nullopt;
        auto user = answer(reader_.catalogue().user_of_badge(read_.other_number));
        if (!user) return std::unexpected{user.error()};
        if (!*user) return std::nullopt;
        return CodeOfPerson{std::move(**user)};
    }

    pos::store::Reader& reader_;
    const ReadCode& read_;
    const CodeRules& rules_;
};

}  // namespace

Answer<FoundCode> find_code(pos::store::Reader& reader, std::string_view text,
                            const CodeRules& rules, pos::Date today) {
    const ReadCode read = read_code(text, rules, today);
    return Search{reader, read, rules}.run();
}

pos::sale::Item register_item(const pos::store::StoredItem& stored, const pos::tax::TaxTable& taxes,
                              pos::Date day) {
    std::vector<pos::tax::Tax> applied;
    if (!stored.item.tax_class.empty()) {
        if (auto found = taxes.taxes_on(stored.item.tax_class, day)) applied = std::move(*found);
    }
    return pos::sale::snapshot(stored.item, stored.department_name, std::move(applied));
}

pos::sale::Item register_item(const pos::store::StoredItem& stored, const ShopRules& rules,
                              const pos::LocalTime& now) {
    auto item = register_item(stored, rules.taxes, now.date);
    for (const auto& promotion : rules.promotions) {
        if (runs(promotion, now) && concerns(promotion, stored.item)) {
            item.promotions.push_back(terms_of(promotion));
        }
    }
    return item;
}

}  // namespace app::core
