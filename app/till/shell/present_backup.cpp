#include "app/till/shell/present_parts.hpp"

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

std::string backup_trouble_words(const Model& m, const Context& c) {
    const auto words = [&](TextKey key) {
        return c.texts.with(key, {{"folder", m.backup.folder}, {"why", m.backup.why}});
    };
    switch (m.backup.trouble) {
        case BackupTrouble::none:
            return {};
        case BackupTrouble::no_folder:
            return words(TextKey::said_backup_no_folder);
        case BackupTrouble::cannot_write:
            return words(TextKey::said_backup_cannot_write);
        case BackupTrouble::disk_full:
            return words(TextKey::said_backup_disk_full);
        case BackupTrouble::other:
            return words(TextKey::said_no_backup);
    }
    return {};
}

std::string backup_words(const Model& m, const Context& c) {
    const auto& b = m.backup;
    if (!b.wanted) return c.texts[TextKey::backup_off];
    if (!b.last) return c.texts[TextKey::backup_none_yet];
    const std::string last = when_words(*b.last, c);
    return b.tried == b.last ? c.texts.with(TextKey::backup_tried, {{"when", last}}) : last;
}

}  // namespace till::shell
