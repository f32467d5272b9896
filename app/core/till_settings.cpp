#include "app/core/till_settings.hpp"

namespace app::core {

std::string till_setting_key(std::string_view name) {
    return "till." + std::string{name};
}

pos::store::Answer<void> write_till_setting(pos::store::Store& store, const TillSetting& setting,
                                            const pos::journal::When& when,
                                            const pos::journal::Actor& user, pos::Instant at) {
    const std::string key = till_setting_key(setting.name);
    const auto before = store.reader().catalogue().setting(key);
    if (!before) return std::unexpected{pos::store::to_store_error(before.error())};
    pos::journal::SettingChanged changed{.when = when, .user = user, .key = key};
    if (!setting.name.ends_with("password")) {
        if (*before) {
            changed.from.assign(reinterpret_cast<const char*>((*before)->data()),
                                (*before)->size());
        }
        changed.to = setting.value;
    }
    pos::store::Batch batch;
    batch.events.emplace_back(std::move(changed));
    const auto put = [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
        const auto done = catalogue.put_setting(key, pos::as_bytes(setting.value));
        if (!done) return std::unexpected{pos::store::to_store_error(done.error())};
        return {};
    };
    const auto stored = store.change_catalogue(put, std::move(batch), at);
    if (!stored) return std::unexpected{stored.error()};
    return {};
}

}  // namespace app::core
