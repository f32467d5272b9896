#include "app/till/backup_link.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace till {

namespace {

constexpr std::int64_t kHour_ms = 60 * 60 * std::int64_t{1'000};
shell::BackupTrouble trouble_of(app::core::BackupTrouble trouble) {
    switch (trouble) {
        case app::core::BackupTrouble::no_folder:
            return shell::BackupTrouble::no_folder;
        case app::core::BackupTrouble::cannot_write:
            return shell::BackupTrouble::cannot_write;
        case app::core::BackupTrouble::disk_full:
            return shell::BackupTrouble::disk_full;
        case app::core::BackupTrouble::other:
            return shell::BackupTrouble::other;
    }
    return shell::BackupTrouble::other;
}

/// After one that failed: its disk may be plugged in meanwhile.
constexpr std::int64_t kAgain_ms = 60 * std::int64_t{1'000};

}  // namespace

BackupLink::BackupLink(Parts parts, Post post)
    : parts_{std::move(parts)},
      shop_{pos::store::db::HeldFile::open(parts_.shop).value_or(pos::store::db::HeldFile{})},
      post_{std::move(post)},
      thread_{[this](const std::stop_token& stop) { work(stop); }} {}

BackupLink::~BackupLink() {
    thread_.request_stop();
    wake_.notify_all();
}

void BackupLink::closed() {
    const std::lock_guard lock{mutex_};
    closed_ = true;
    wake_.notify_all();
}

void BackupLink::work(const std::stop_token& stop) {
    told_.wanted = true;
    told_.folder = parts_.folder.string();
    if (const auto there = app::core::backups_in(parts_.folder, parts_.till); !there.empty())
        told_.last = there.back().at;
    post_(told_);
    bool try_it = false;
    while (!stop.stop_requested()) {
        const auto now = clock_.now().unix_ms;
        // A clock that was set back must not put the next one off for long.
        const bool due = try_it || !told_.last || told_.trouble != shell::BackupTrouble::none ||
                         now - told_.last->unix_ms >= kHour_ms || now < told_.last->unix_ms;
        if (due) keep(stop, try_it);
        if (stop.stop_requested()) return;
        const auto rest_ms = told_.trouble == shell::BackupTrouble::none && told_.last
                                 ? std::clamp(told_.last->unix_ms + kHour_ms - clock_.now().unix_ms,
                                              kAgain_ms, kHour_ms)
                                 : kAgain_ms;
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, stop, std::chrono::milliseconds{rest_ms}, [&] { return closed_; });
        try_it = std::exchange(closed_, false);
    }
}

std::expected<app::core::Backup, app::core::BackupFailure> BackupLink::make(
    const app::core::GiveUp& give_up) {
    if (shop_ && !shop_.is_at(parts_.shop)) {
        return std::unexpected{app::core::BackupFailure{
            app::core::BackupTrouble::other,
            {app::core::FailureKind::environment,
             parts_.shop + " was removed or replaced while the till was running."}}};
    }
    return app::core::make_backup(parts_.shop, parts_.folder, parts_.till, clock_.now(), give_up);
}

void BackupLink::keep(const std::stop_token& stop, bool try_it) {
    const app::core::GiveUp give_up = [&] { return stop.stop_requested(); };
    auto made = make(give_up);
    if (stop.stop_requested()) return;
    told_.trouble = shell::BackupTrouble::none;
    told_.why.clear();
    if (!made) {
        told_.trouble = trouble_of(made.error().trouble);
        told_.why = made.error().failure.words;
    } else {
        told_.last = made->at;
        const auto tried = try_it ? app::core::try_backup(*made, clock_.now(), random_, give_up)
                                  : app::core::Outcome<void>{};
        if (stop.stop_requested()) return;
        if (!tried) {
            told_.trouble = shell::BackupTrouble::other;
            told_.why = tried.error().words;
        } else if (try_it) {
            told_.tried = made->at;
        }
    }
    post_(told_);
}

}  // namespace till
