#include "app/core/cashier_rights.hpp"

#include "app/core/office_journal.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/till_settings.hpp"
#include "pos/store/catalogue/pins.hpp"

namespace app::core {

namespace {

using pos::people::Rights;

constexpr const char* kSetting = "cashier_rights";

Outcome<void> set(Rights& rights, const std::vector<std::string>& names, bool allowed) {
    for (const std::string& name : names) {
        const auto operation = pos::people::operation_named(name);
        if (!operation) {
            std::string known;
            for (const auto each : pos::people::kOperations)
                known.append(known.empty() ? "" : ", ").append(pos::people::operation_name(each));
            return misuse("There is no operation " + name + ". There are: " + known + ".");
        }
        rights.set(*operation, allowed);
    }
    return {};
}

Outcome<Rights> changed(Rights rights, const RightsChange& change) {
    if (auto done = set(rights, change.allow, true); !done) return std::unexpected{done.error()};
    if (auto done = set(rights, change.ask, false); !done) return std::unexpected{done.error()};
    if (!change.discount_percent) return rights;
    if (*change.discount_percent < 0 || *change.discount_percent > 100)
        return misuse("The largest discount is a whole percentage from 0 to 100.");
    rights.discount_percent = *change.discount_percent;
    rights.set(pos::people::Operation::large_discount, false);
    return rights;
}

}  // namespace

Outcome<Rights> read_cashier_rights(pos::store::Reader& reader) {
    const auto asks = pos::store::asks_for_pins(reader.connection());
    if (!asks) return std::unexpected{failure(pos::store::to_store_error(asks.error()))};
    const auto text = read_till_setting(reader, kSetting, {});
    if (!text) return std::unexpected{text.error()};
    return pos::people::rights_from(*text).value_or(*asks ? pos::people::usual_rights_with_pins()
                                                          : pos::people::usual_rights());
}

pos::store::Answer<void> write_cashier_rights(pos::store::Store& store, const Rights& rights,
                                              const pos::journal::When& when,
                                              const pos::journal::Actor& user, pos::Instant at) {
    return write_till_setting(store, {kSetting, pos::people::to_text(rights)}, when, user, at);
}

Outcome<Rights> change_cashier_rights(const std::string& where,
                                      const pos::store::StoreOptions& options,
                                      const RightsChange& change, pos::Instant now) {
    auto store = open_shop(where, options, now);
    if (!store) return std::unexpected{store.error()};
    if (auto till = require_till((*store)->journal()); !till) return std::unexpected{till.error()};
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), change.by);
    if (!shop) return std::unexpected{shop.error()};
    const auto before = read_cashier_rights((*store)->reader());
    if (!before) return before;
    auto rights = changed(*before, change);
    if (!rights || *rights == *before) return rights;
    const auto local = shop->zone.local(now);
    const auto& user = shop->opening.user;
    const auto written = write_cashier_rights(
        **store, *rights, {local, local.date, shop->journal.zone}, {user.id, user.name}, now);
    if (!written) return std::unexpected{failure(written.error())};
    return rights;
}

}  // namespace app::core
