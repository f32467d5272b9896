#include "pos/store/columns.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::store {

std::string currency_text(Currency currency) {
    std::string text = code_of(currency);
    text += static_cast<char>('0' + currency.exponent);
    return text;
}

std::optional<Currency> parse_currency_text(std::string_view text) {
    Currency currency;
    if (text == "0") return currency;
    if (text.size() != 4) return std::nullopt;
    for (std::size_t i = 0; i < 3; ++i) currency.letters[i] = static_cast<std::int8_t>(text[i]);
    currency.exponent = static_cast<std::int8_t>(text[3] - '0');
    if (!in_range(currency)) return std::nullopt;
    return currency;
}

LocalTime local_time(std::int64_t seconds, std::int64_t utc_offset_s) {
    std::int64_t days = seconds / 86'400;
    if (seconds % 86'400 < 0) --days;
    return {Date{static_cast<std::int32_t>(days)},
            static_cast<std::int32_t>(seconds - days * 86'400),
            static_cast<std::int32_t>(utc_offset_s)};
}

std::string plans_text(const std::vector<std::string>& plans) {
    std::string text;
    for (const std::string& plan : plans) text += (text.empty() ? "" : "\n") + plan;
    return text;
}

std::vector<std::string> parse_plans_text(std::string_view text) {
    std::vector<std::string> plans;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        plans.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return plans;
}

Currency get_currency(const db::Row& row, int column) {
    const auto currency = parse_currency_text(row.text(column));
    if (!currency) row.fault(column, "no currency");
    return currency.value_or(Currency{});
}

LocalTime get_local(const db::Row& row, int column) {
    return local_time(row.integer(column), row.integer(column + 1));
}

std::int64_t entry_number(EntryKey key) {
    POS_ASSERT(key.journal > 0 && key.journal < std::int64_t{1} << (63 - kSeqBits));
    POS_ASSERT(key.seq < std::uint64_t{1} << kSeqBits);
    return key.journal << kSeqBits | static_cast<std::int64_t>(key.seq);
}

EntryKey entry_key(std::int64_t number) {
    return {number >> kSeqBits,
            static_cast<std::uint64_t>(number) & ((std::uint64_t{1} << kSeqBits) - 1)};
}

}  // namespace pos::store
