#include "app/core/office/office_settings.hpp"

#include "app/core/given_settings.hpp"
#include "app/core/shop_settings.hpp"
#include "app/core/stock_policy.hpp"
#include "pos/store/feed/change.hpp"

namespace app::core {

std::optional<pos::Bytes> merge_office_setting(std::string_view name, pos::BytesView offices,
                                               const std::optional<pos::Bytes>& own) {
    if (name == kLogoSetting) return pos::Bytes{offices.begin(), offices.end()};
    if (name == kStockSetting) {
        const std::string_view text{reinterpret_cast<const char*>(offices.data()), offices.size()};
        if (!stock_policy_from(text)) return std::nullopt;  // of a newer program
        return pos::Bytes{offices.begin(), offices.end()};
    }
    if (name == pos::store::feed::kGivenToAll || name == pos::store::feed::kGivenToBranch) {
        if (!given_from(offices)) return std::nullopt;  // of a newer program
        return pos::Bytes{offices.begin(), offices.end()};
    }
    if (name != "shop") return std::nullopt;
    const auto theirs = settings_from(offices);
    if (!theirs) return std::nullopt;  // of a newer program
    ShopSettings merged = *theirs;
    if (own) {
        const auto ours = settings_from(*own);
        if (!ours) return std::nullopt;
        merged = *ours;
        merged.embedded_rules = theirs->embedded_rules;
        // An office that was told of no taxes has none to give: goods would be sold without.
        if (!theirs->taxes.classes.empty()) {
            merged.policy = theirs->policy;
            merged.taxes = theirs->taxes;
            merged.tax_class = theirs->tax_class;
        }
    }
    return to_bytes(merged);
}

}  // namespace app::core
