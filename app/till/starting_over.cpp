#include "app/till/starting_over.hpp"

#include <filesystem>
#include <iostream>
#include <system_error>

#include "app/core/office/start_over.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/system.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shop_copies.hpp"

namespace till {

namespace {

/// Copies that were rescued of a shop are told by its name: they stay with it.
void take_rescued_along(const std::string& shop, const std::string& aside) {
    const auto copies = rescued_of(shop);
    const auto name = std::filesystem::path{shop}.filename().string();
    for (const ShopCopy& copy : copies) {
        const std::string end = copy.file.filename().string().substr(name.size());
        std::error_code none;
        std::filesystem::rename(copy.file, aside + end, none);
    }
}

}  // namespace

ShopBefore start_over(const Options& options) {
    app::core::SystemClock clock;
    const auto aside = app::core::start_over(
        options.db, {.program = "till 0.1", .key_file = options.key_file}, clock.now());
    if (!aside) {
        // For whoever looks after the machine: the screen says it in the language of the till.
        std::cerr << aside.error().words << '\n';
        return {.file = {}, .stays = aside.error()};
    }
    if (const auto target = app::core::target_of(options.db))
        take_rescued_along(target->where, aside->file);
    return {.file = aside->file};
}

shell::Said words_of(const app::core::Failure& why_not, const ui::Texts& texts) {
    return {common::Level::warning, texts.with(ui::TextKey::said_not_started_over,
                                               {{"why", shell::words_for(why_not, texts)}})};
}

}  // namespace till
