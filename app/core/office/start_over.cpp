#include "app/core/office/start_over.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "app/core/demo.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/pictures.hpp"
#include "app/core/shop_settings.hpp"
#include "app/core/system.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/office/membership.hpp"

namespace app::core {

namespace {

/// "2026-11-29-141205", by this computer's clock.
std::string mark_of(pos::Instant now) {
    auto zone = pos::locale::Zone::open(system_zone());
    if (!zone) zone = pos::locale::Zone::open("UTC");
    const auto local = zone->local(now);
    return fmt::format("{}-{:02}{:02}{:02}", to_string(local.date), local.hour(), local.minute(),
                       local.second());
}

/// Asks a shop that is not open, and is not open behind it.
Outcome<void> may_start_over_at(const std::string& where) {
    auto reader = OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    return may_start_over(**reader);
}

}  // namespace

Outcome<void> may_start_over(pos::store::Reader& reader) {
    const auto office = pos::store::office::membership(reader.connection());
    if (!office) return std::unexpected{failure(office.error())};
    if (*office) {
        return refuse(Why::joined, {},
                      "This till has joined a head office. Replace it, or set up another one.");
    }
    const auto demo = read_till_setting(reader, kDemoSetting, "");
    if (!demo) return std::unexpected{demo.error()};
    const auto sold = pos::store::has_sold_in_earnest(reader.connection(), *demo == "1");
    if (!sold) return std::unexpected{failure(sold.error())};
    if (*sold) {
        return refuse(Why::has_sold, {},
                      "This shop has sold already, so its books stay. For another currency or time "
                      "zone make a shop in a file of its own: till --db FILE");
    }
    return {};
}

Outcome<pos::store::ShopAside> start_over(const std::string& where,
                                          const pos::store::StoreOptions& store_options,
                                          pos::Instant now) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    if (target->engine != pos::store::db::Engine::sqlite) {
        return refuse(Why::on_server, {},
                      "The shop is in a server's database, which is not renamed from here. Make a "
                      "new shop in another one.");
    }
    // No lock's file appears beside what is no shop.
    if (auto there = OpenReader::open(where); !there) return std::unexpected{there.error()};
    // Another program may have sold since somebody was asked: what counts is what stands there once
    // nobody can write it any more.
    Outcome<void> may{};
    auto set_aside = pos::store::set_shop_aside(*target, store_options, mark_of(now), now, [&] {
        may = may_start_over_at(where);
        return may.has_value();
    });
    if (!may) return std::unexpected{std::move(may.error())};
    if (!set_aside) return std::unexpected{failure(set_aside.error(), where)};
    pos::store::ShopAside aside = std::move(**set_aside);
    // Those of a demo can be had again: a shop without pictures shows initials.
    std::error_code none;
    const auto pictures = pictures_folder(*target);
    std::filesystem::rename(pictures, pictures_folder({pos::store::db::Engine::sqlite, aside.file}),
                            none);
    return aside;
}

void finish_starting_over(const std::string& where, const pos::store::StoreOptions& store_options,
                          pos::Instant now) {
    if (const auto target = target_of(where))
        pos::store::finish_setting_aside(*target, store_options, now);
}

}  // namespace app::core
