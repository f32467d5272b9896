#include "app/core/stock_policy.hpp"

#include <array>
#include <utility>

namespace app::core {

namespace {

using pos::sale::StockPolicy;
using pos::sale::StockRule;

constexpr std::array<std::pair<std::string_view, StockRule>, 3> kStockRules{
    {{"allow", StockRule::allow}, {"warn", StockRule::warn}, {"block", StockRule::block}}};
constexpr std::string_view kStockShown = "shown";
constexpr std::string_view kStockHidden = "hidden";

}  // namespace

std::optional<StockRule> stock_rule_named(std::string_view name) {
    for (const auto& [known, rule] : kStockRules)
        if (known == name) return rule;
    return std::nullopt;
}

std::string to_text(const StockPolicy& policy) {
    std::string text;
    for (const auto& [name, rule] : kStockRules)
        if (rule == policy.rule) text = name;
    return text.append(", ").append(policy.shown ? kStockShown : kStockHidden);
}

std::optional<StockPolicy> stock_policy_from(std::string_view text) {
    const auto comma = text.find(", ");
    if (comma == std::string_view::npos) return std::nullopt;
    const auto rule = stock_rule_named(text.substr(0, comma));
    const std::string_view rest = text.substr(comma + 2);
    if (!rule || (rest != kStockShown && rest != kStockHidden)) return std::nullopt;
    return StockPolicy{*rule, rest == kStockShown};
}

Outcome<StockPolicy> read_stock_policy(pos::store::Reader& reader) {
    const auto bytes = reader.catalogue().setting(kStockSetting);
    if (!bytes) return std::unexpected{failure(pos::store::to_store_error(bytes.error()))};
    if (!*bytes) return StockPolicy{};
    const std::string_view text{reinterpret_cast<const char*>((*bytes)->data()), (*bytes)->size()};
    return stock_policy_from(text).value_or(StockPolicy{});
}

}  // namespace app::core
