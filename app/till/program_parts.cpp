#include "app/till/program_parts.hpp"

#include <string>
#include <utility>

#include "app/core/demo.hpp"
#include "app/core/keys/chosen_keys.hpp"
#include "app/core/office_journal.hpp"
#include "app/core/shop_settings.hpp"
#include "app/till/read_setup.hpp"
#include "app/till/ui/languages.hpp"

namespace till {

app::core::Outcome<ProgramParts> read_parts(const Options& options, pos::store::Store& store) {
    if (auto till = app::core::require_till(store.journal()); !till)
        return std::unexpected{till.error()};
    auto shop = app::core::read_shop(store.reader(), store.journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    auto paperwork = app::core::Paperwork::open(shop->settings, shop->journal);
    if (!paperwork) return std::unexpected{paperwork.error()};
    auto logo = app::core::ShopPictures::read(store.reader());
    if (!logo) return std::unexpected{logo.error()};
    const TillSettings setting = [&](const char* name, const std::string& otherwise) {
        return app::core::read_till_setting(store.reader(), name, otherwise).value_or(otherwise);
    };
    const shell::Looks looks = read_looks(
        options, setting, std::string{ui::kLanguages[ui::language_of(shop->settings.locale)].code});
    const ui::Assets assets;
    const ui::KeyMap keys =
        app::core::keys::chosen_keys(setting(app::core::keys::kKeysSetting, ""));
    auto texts = assets.texts(looks.language, keys);
    if (!texts) return app::core::refuse(texts.error());
    auto locale = pos::locale::Locale::open(locale_for(looks.language, shop->settings.locale));
    if (!locale) {
        return app::core::refuse(app::core::Why::unknown_language, looks.language,
                                 "The language " + looks.language + " is not known.");
    }
    const bool practice = offers_practice(*shop, setting);
    const auto devices = read_devices(options, setting);
    const auto particulars = read_particulars(options, setting);
    auto plan = plan_counter(devices, particulars, shop->journal.currency);
    if (!plan) return std::unexpected{plan.error()};
    auto people = find_people(store.reader());
    if (!people) return std::unexpected{people.error()};
    auto words = first_words(*shop, *texts);
    if (auto kept = app::core::set_carts_aside(store, *shop); !kept)
        return std::unexpected{app::core::failure(kept.error())};
    return ProgramParts{options,
                        std::move(*shop),
                        std::move(*paperwork),
                        assets,
                        std::move(*texts),
                        std::move(*locale),
                        looks,
                        keys,
                        setting("print", "1") == "1",
                        setting("sounds", "1") == "1",
                        std::move(words),
                        pictures_of(options.db),
                        std::move(*logo),
                        devices,
                        particulars,
                        std::move(*plan),
                        backups_of(options.db, setting),
                        std::move(*people),
                        is_joined(store.reader()),
                        practice,
                        setting(app::core::kDemoSetting, "") == "1",
                        store.last_at()};
}

}  // namespace till
