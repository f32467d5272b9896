#include <algorithm>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/ui/beside.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// One is made every hour: after two, something is wrong.
constexpr std::int64_t kOld_ms = 2 * 60 * 60 * std::int64_t{1'000};

/// "14:05", of another day "26 November, 14:05".
std::string when_words(pos::Instant at, const Context& c) {
    const auto local = local_of(at, c);
    const std::string time = c.locale.time(local);
    return local.date == c.stamp.local.date ? time : c.locale.day_month(local.date) + ", " + time;
}

}  // namespace

common::Signal backup_signal(const Model& m, const Context& c) {
    const auto& b = m.backup;
    if (!b.last) {
        return {b.trouble == BackupTrouble::none ? common::Level::quiet : common::Level::warning,
                c.texts[TextKey::status_no_backup]};
    }
    const bool old =
        c.stamp.at.unix_ms - b.last->unix_ms > kOld_ms || b.trouble != BackupTrouble::none;
    return {old ? common::Level::warning : common::Level::good,
            c.texts.with(TextKey::status_backup, {{"when", when_words(*b.last, c)}})};
}

std::string backup_trouble_words(BackupTrouble trouble, const std::string& folder,
                                 const std::string& why, const Context& c) {
    const auto words = [&](TextKey key) {
        return c.texts.with(key, {{"folder", folder}, {"why", reason_words(why, c.texts)}});
    };
    switch (trouble) {
        case BackupTrouble::none:
            return {};
        case BackupTrouble::no_folder:
            return words(TextKey::said_backup_no_folder);
        case BackupTrouble::cannot_write:
            return words(TextKey::said_backup_cannot_write);
        case BackupTrouble::disk_full:
            return words(TextKey::said_backup_disk_full);
        case BackupTrouble::damaged:
            return words(TextKey::said_backup_damaged);
        case BackupTrouble::no_shop:
            return words(TextKey::said_backup_no_shop);
        case BackupTrouble::not_restored:
            return words(TextKey::said_backup_not_restored);
        case BackupTrouble::other:
            return words(TextKey::said_no_backup);
    }
    return {};
}

std::string backup_trouble_words(const Model& m, const Context& c) {
    return backup_trouble_words(m.backup.trouble, m.backup.folder, m.backup.why, c);
}

std::string size_words(std::uint64_t bytes, const Context& c) {
    constexpr std::uint64_t kMega = 1'000'000;
    constexpr std::uint64_t kGiga = 1'000 * kMega;
    const bool large = bytes >= kGiga;
    // In tenths, rounded up: what is there takes some room.
    const std::uint64_t tenth = (large ? kGiga : kMega) / 10;
    const std::uint64_t tenths = std::min((bytes + tenth - 1) / tenth, kGiga);
    const pos::Quantity count{static_cast<std::int64_t>(tenths) * (pos::kQuantityScale / 10)};
    return c.texts.with(large ? TextKey::size_gigabytes : TextKey::size_megabytes,
                        {{"count", c.locale.quantity(count, 1)}});
}

common::Place place_words(const BackupPlace& place, const Context& c) {
    std::string note = place.folder;
    if (place.free_bytes)
        ui::add_beside(
            c.texts, note,
            c.texts.with(TextKey::backups_free, {{"size", size_words(*place.free_bytes, c)}}));
    return {place.on_shops_disk ? c.texts[TextKey::backups_same_disk] : place.name,
            std::move(note)};
}

std::string backup_words(const Model& m, const Context& c) {
    const auto& b = m.backup;
    if (!b.wanted) return c.texts[TextKey::backup_off];
    if (!b.last) return c.texts[TextKey::backup_none_yet];
    const std::string last = when_words(*b.last, c);
    return b.tried == b.last ? c.texts.with(TextKey::backup_tried, {{"when", last}}) : last;
}

namespace {

/// What is being done, or nothing.
std::string work_words(const BackupChanged& b, const Context& c) {
    constexpr std::int64_t kPercent = 1'000'000;
    if (b.work == BackupWork::nothing) return {};
    return c.texts.with(
        b.work == BackupWork::copying ? TextKey::backups_copying : TextKey::backups_trying,
        {{"percent", c.locale.percent(pos::Rate{b.percent * kPercent})}});
}

void present_state(Model& m, const Context& c) {
    auto& screen = m.backups;
    const auto& b = m.backup;
    screen.level = common::Level::quiet;
    if (!m.backups_possible) {
        screen.headline = c.texts[TextKey::backups_server];
        screen.about = c.texts[TextKey::backups_server_about];
        return;
    }
    if (!b.wanted) {
        screen.headline = c.texts[TextKey::backups_headline_off];
        screen.about = c.texts[TextKey::backups_about_off];
        screen.level = common::Level::warning;
        return;
    }
    screen.headline =
        b.last ? c.texts.with(TextKey::backups_headline, {{"when", when_words(*b.last, c)}})
               : c.texts[TextKey::backups_headline_none];
    if (b.last) screen.level = backup_signal(m, c).level;
    if (b.trouble != BackupTrouble::none) screen.level = common::Level::warning;
    screen.about =
        c.texts[b.last && b.tried == b.last ? TextKey::backups_tried : TextKey::backups_about_on];
}

void present_places(Model& m, const Context& c) {
    auto& screen = m.backups;
    const auto& desk = m.backup_desk;
    screen.where.places.clear();
    for (const auto& place : desk.places) screen.where.places.push_back(place_words(place, c));
    screen.where.nothing =
        c.texts[desk.found ? TextKey::backups_no_places : TextKey::backups_looking];
    screen.checking = desk.using_it != 0;
    if (screen.checking && screen.message.empty())
        screen.message = {common::Level::quiet, c.texts[TextKey::backups_checking]};
}

}  // namespace

void present_backups(Model& m, const Context& c) {
    auto& screen = m.backups;
    const auto& b = m.backup;
    screen.possible = m.backups_possible;
    screen.wanted = b.wanted;
    screen.can_undo = m.backup_desk.can_undo && m.backup_desk.using_it == 0;
    present_state(m, c);
    screen.work = work_words(b, c);
    screen.percent = b.percent;
    screen.facts.clear();
    const auto fact = [&](TextKey key, std::string value) {
        screen.facts.push_back(c.texts[key]);
        screen.facts.push_back(std::move(value));
    };
    if (b.wanted) {
        fact(TextKey::backups_fact_where, b.folder);
        if (b.free_bytes) fact(TextKey::backups_fact_free, size_words(*b.free_bytes, c));
        if (b.on_shops_disk)
            fact(TextKey::backups_fact_disk, c.texts[TextKey::backups_lost_with_it]);
    }
    screen.kept.clear();
    for (const auto& one : b.kept) {
        screen.kept.push_back(when_words(one.at, c));
        screen.kept.push_back(size_words(one.bytes, c));
    }
    screen.nothing =
        m.backups_possible
            ? c.texts[b.wanted ? TextKey::backups_nothing : TextKey::backups_nothing_off]
            : std::string{};
    if (screen.where.open) present_places(m, c);
}

}  // namespace till::shell
