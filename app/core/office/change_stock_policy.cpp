#include "app/core/office/change_stock_policy.hpp"

#include <utility>

#include "app/core/change_setting.hpp"
#include "app/core/office/keep_records.hpp"
#include "app/core/office/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/stock_policy.hpp"

namespace app::core {

namespace {

using pos::sale::StockPolicy;

Outcome<void> put_said(const StockPolicyChange& change, StockPolicy& policy) {
    if (change.rule) {
        const auto rule = stock_rule_named(*change.rule);
        if (!rule) return misuse("--stock " + *change.rule + " is none of allow, warn, block.");
        policy.rule = *rule;
    }
    if (change.shown) {
        if (*change.shown != "yes" && *change.shown != "no")
            return misuse("--show-stock " + *change.shown + " is neither yes nor no.");
        policy.shown = *change.shown == "yes";
    }
    return {};
}

}  // namespace

Kept<void> keep_stock_policy(pos::store::Store& store, const Doing& doing,
                             const StockPolicy& policy) {
    const auto joined = is_of_office(store.reader());
    if (!joined) return std::unexpected{joined.error()};
    if (*joined) return not_kept(RecordFault::of_office);
    const auto before = read_stock_policy(store.reader());
    if (!before)
        return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::failed});
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::SettingChanged{.when = doing.when,
                                                           .user = doing.user,
                                                           .key = std::string{kStockSetting},
                                                           .from = to_text(*before),
                                                           .to = to_text(policy)});
    return write_records(store, doing, std::move(batch), [&](pos::store::CatalogueWriter& to) {
        return to.put_setting(kStockSetting, pos::as_bytes(to_text(policy)));
    });
}

Outcome<void> change_stock_policy(const std::string& where,
                                  const pos::store::StoreOptions& store_options,
                                  const StockPolicyChange& change, pos::Instant now) {
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    auto& reader = (*store)->reader();
    const auto shop = read_shop(reader, (*store)->journal(), change.by);
    if (!shop) return std::unexpected{shop.error()};
    if (auto own = check_not_joined(**store, "these settings"); !own) return own;
    const auto before = read_stock_policy(reader);
    if (!before) return std::unexpected{before.error()};
    StockPolicy policy = *before;
    if (auto said = put_said(change, policy); !said) return said;
    return change_setting(
        **store, *shop, {std::string{kStockSetting}, to_text(*before), to_text(policy)},
        [&](pos::store::CatalogueWriter& to) {
            return to.put_setting(kStockSetting, pos::as_bytes(to_text(policy)));
        },
        now);
}

}  // namespace app::core
