#include "app/till/read_setup.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "app/core/open_shop.hpp"
#include "app/core/pictures.hpp"
#include "app/till/ui/locale_for.hpp"
#include "pos/store/office/membership.hpp"
#include "pos/store/reader.hpp"

namespace till {

std::string locale_for(const std::string& language, const std::string& shop_locale) {
    return ui::locale_for(language, shop_locale);
}

shell::Looks read_looks(const Options& options, const TillSettings& setting,
                        const std::string& spoken) {
    const auto or_setting = [&](const std::string& named, const char* name,
                                const std::string& otherwise) {
        return named.empty() ? setting(name, otherwise) : named;
    };
    constexpr std::string_view kSafe{"-safe"};
    std::string theme = or_setting(options.theme, "theme", "light");
    const bool named_safe = theme.ends_with(kSafe);
    if (named_safe) theme.resize(theme.size() - kSafe.size());
    const std::string hand = setting("hand", "");
    const std::string scale = setting("scale", "100");
    return {.language = or_setting(options.language, "language", spoken),
            .theme = std::move(theme),
            .scale_percent =
                options.zoom_percent != 0 ? options.zoom_percent : std::atoi(scale.c_str()),
            .mirrored = setting("mirrored", "0") == "1",
            .safe_colours = named_safe || setting("palette", "") == "safe",
            .large_text = setting("large_text", "0") == "1",
            .hand = hand == "left"    ? ui::Hand::left
                    : hand == "right" ? ui::Hand::right
                                      : ui::Hand::usual};
}

std::filesystem::path pictures_of(const std::string& db) {
    const auto target = app::core::target_of(db);
    return target ? app::core::pictures_folder(*target) : std::filesystem::path{};
}

// What the command line names goes before what the till was set to.
shell::DeviceSetup read_devices(const Options& options, const TillSettings& setting) {
    const auto device = [&](const std::string& named, const char* name) {
        const std::string where = named.empty() ? setting(name, "") : named;
        return where == "none" ? std::string{} : where;
    };
    shell::DeviceSetup setup{.printer = device(options.printer, "printer"),
                             .printer_profile = device({}, "printer_profile"),
                             .scanners = options.scanners,
                             .scale = device(options.scale, "scale_at"),
                             .display = device(options.display, "display"),
                             .card = device(options.card, "card")};
    // Its "none" means something: else the drawer is on the printer.
    setup.drawer = options.drawer.empty() ? setting("drawer", "") : options.drawer;
    if (setup.scanners.empty())
        setup.scanners = app::core::scanner_addresses(setting("scanners", ""));
    return setup;
}

DeviceParticulars read_particulars(const Options& options, const TillSettings& setting) {
    const std::string learned = setting("drawer_opens_high", "");
    return {.card_password = setting("card_password", ""),
            .scale_polynomial = setting("scale_polynomial", ""),
            .display_code_page = setting("display_code_page", ""),
            .drawer_bytes = setting("drawer_bytes", ""),
            .drawer_seconds = options.drawer_seconds ? std::to_string(*options.drawer_seconds)
                                                     : setting("drawer_seconds", ""),
            .scanner = setting("scanner", ""),
            .drawer_opens_high = learned.empty() ? std::nullopt : std::optional{learned == "1"}};
}

// A shop on a server is backed up by that.
std::filesystem::path backups_of(const std::string& db, const TillSettings& setting) {
    const auto target = app::core::target_of(db);
    const std::string folder = setting("backup_folder", "");
    const bool file = target && target->engine == pos::store::db::Engine::sqlite;
    return file && folder != "none" ? folder : std::string{};
}

bool is_joined(pos::store::Reader& reader) {
    const auto office = pos::store::office::membership(reader.connection());
    return office && office->has_value();
}

bool offers_practice(const app::core::ShopState& shop, const TillSettings& setting) {
    return setting("practice_offered", "").empty() && !shop.opening.last && !shop.opening.cart;
}

std::optional<shell::Said> first_words(const app::core::ShopState& shop, const ui::Texts& texts) {
    shell::Said said{common::Level::good, {}};
    const auto add = [&](common::Level level, const std::string& words) {
        said.level = std::max(said.level, level);
        said.words += (said.words.empty() ? "" : " ") + words;
    };
    if (shop.opening.cart && !shop.opening.cart->is_empty()) {
        const auto lines = static_cast<std::int64_t>(shop.opening.cart->lines.size());
        // Nothing is sold before the day is open: the register parks it.
        add(common::Level::good, shop.opening.shift
                                     ? texts.count(ui::TextKey::said_recovered, lines)
                                     : texts[ui::TextKey::said_recovered_parked]);
    }
    if (!shop.unusable_carts.empty()) {
        const auto carts = static_cast<std::int64_t>(shop.unusable_carts.size());
        add(common::Level::danger, texts.count(ui::TextKey::said_carts_set_aside, carts));
    }
    if (shop.last_receipt_changed) {
        add(common::Level::danger, texts[ui::TextKey::said_last_receipt_changed]);
    }
    if (said.words.empty()) return std::nullopt;
    return said;
}

}  // namespace till
