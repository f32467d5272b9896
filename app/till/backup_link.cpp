#include "app/till/backup_link.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <utility>

#include "app/till/backup_places.hpp"

namespace till {

namespace {

constexpr std::int64_t kHour_ms = 60 * 60 * std::int64_t{1'000};
/// After one that failed: its disk may be plugged in meanwhile.
constexpr std::int64_t kAgain_ms = 60 * std::int64_t{1'000};
constexpr std::size_t kShown = 100;

shell::BackupTrouble trouble_of(app::core::BackupTrouble trouble) {
    switch (trouble) {
        case app::core::BackupTrouble::no_folder:
            return shell::BackupTrouble::no_folder;
        case app::core::BackupTrouble::cannot_write:
            return shell::BackupTrouble::cannot_write;
        case app::core::BackupTrouble::disk_full:
            return shell::BackupTrouble::disk_full;
        case app::core::BackupTrouble::damaged:
            return shell::BackupTrouble::damaged;
        case app::core::BackupTrouble::no_shop:
            return shell::BackupTrouble::no_shop;
        case app::core::BackupTrouble::not_restored:
            return shell::BackupTrouble::not_restored;
        case app::core::BackupTrouble::other:
            return shell::BackupTrouble::other;
    }
    return shell::BackupTrouble::other;
}

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

void BackupLink::wish(const std::function<void(Wishes&)>& what) {
    const std::lock_guard lock{mutex_};
    what(wishes_);
    wake_.notify_all();
}

void BackupLink::closed() {
    wish([](Wishes& wishes) { wishes.one_now = true; });
}

void BackupLink::use(const shell::UseBackups& wanted) {
    wish([&](Wishes& wishes) { wishes.use = wanted; });
}

void BackupLink::find_places() {
    wish([](Wishes& wishes) { wishes.places = true; });
}

void BackupLink::work(const std::stop_token& stop) {
    look_around();
    post_(told_);
    Wishes wishes;
    bool owed = false;  // one that was asked for was given up for another folder
    while (!stop.stop_requested()) {
        if (wishes.places) post_(shell::BackupPlacesFound{backup_places(parts_.shop)});
        if (wishes.use) take_up(*wishes.use);
        const auto now = clock_.now().unix_ms;
        // A clock that was set back must not put the next one off for long.
        const bool one_now = wishes.one_now || std::exchange(owed, false);
        const bool due = one_now || !told_.last || told_.trouble != shell::BackupTrouble::none ||
                         now - told_.last->unix_ms >= kHour_ms || now < told_.last->unix_ms;
        const bool only_asked = wishes.places && !wishes.use && !one_now;
        if (due && told_.wanted && !only_asked) owed = !keep(stop, one_now) && one_now;
        if (stop.stop_requested()) return;
        const auto rest_ms = told_.trouble == shell::BackupTrouble::none && told_.last
                                 ? std::clamp(told_.last->unix_ms + kHour_ms - clock_.now().unix_ms,
                                              kAgain_ms, kHour_ms)
                                 : kAgain_ms;
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, stop, std::chrono::milliseconds{rest_ms},
                       [&] { return wishes_.any(); });
        wishes = std::exchange(wishes_, Wishes{});
    }
}

void BackupLink::look_around() {
    told_.wanted = !parts_.folder.empty();
    told_.folder = parts_.folder.string();
    told_.kept.clear();
    told_.free_bytes.reset();
    told_.on_shops_disk = false;
    if (!told_.wanted) return;
    auto there = app::core::backups_in(parts_.folder, parts_.till);
    std::ranges::reverse(there);
    if (there.size() > kShown) there.resize(kShown);
    for (const auto& one : there) {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(one.file, error);
        told_.kept.push_back({one.at, error ? 0 : bytes});
    }
    if (!there.empty()) told_.last = there.front().at;
    told_.free_bytes = room_in(parts_.folder);
    told_.on_shops_disk = app::core::on_one_disk(parts_.folder, parts_.shop);
}

void BackupLink::take_up(const shell::UseBackups& wanted) {
    shell::BackupsUsed used{.ask = wanted.ask, .folder = wanted.folder};
    if (!wanted.folder.empty()) {
        const auto folder = typed_folder(wanted.folder);
        used.folder = folder.string();
        if (const auto good = app::core::check_backup_folder(folder); !good)
            used.trouble = trouble_of(good.error());
    }
    const bool taken = used.trouble == shell::BackupTrouble::none;
    post_(used);
    if (!taken) {
        told_.work = shell::BackupWork::nothing;
        return post_(told_);
    }
    parts_.folder = used.folder;
    told_ = {};
    look_around();
    post_(told_);
}

app::core::OnPercent BackupLink::telling(shell::BackupWork work) {
    told_.work = work;
    told_.percent = 0;
    post_(told_);
    return [this](int percent) {
        if (percent == told_.percent) return;
        told_.percent = percent;
        post_(told_);
    };
}

std::expected<app::core::Backup, app::core::BackupFailure> BackupLink::make(
    const app::core::GiveUp& give_up) {
    if (shop_ && !shop_.is_at(parts_.shop)) {
        return std::unexpected{app::core::BackupFailure{
            app::core::BackupTrouble::no_shop,
            {app::core::FailureKind::environment,
             parts_.shop + " was removed or replaced while the till was running.",
             app::core::Why::other, "open_missing"}}};
    }
    return app::core::make_backup(parts_.shop, parts_.folder, parts_.till, clock_.now(), give_up,
                                  telling(shell::BackupWork::copying));
}

bool BackupLink::keep(const std::stop_token& stop, bool try_it) {
    // Who wants them elsewhere does not wait for one to a slow disk.
    const app::core::GiveUp give_up = [&] {
        if (stop.stop_requested()) return true;
        const std::lock_guard lock{mutex_};
        return wishes_.use.has_value();
    };
    auto made = make(give_up);
    if (give_up()) return false;
    told_.trouble = shell::BackupTrouble::none;
    const auto before = std::exchange(told_.why, {});
    // It is tried every few minutes: what is the matter is noted once.
    const auto take_down = [&](const app::core::Failure& why) {
        told_.why = why.about;
        if (told_.why != before || before.empty()) std::cerr << why.words << '\n';
    };
    if (!made) {
        told_.trouble = trouble_of(made.error().trouble);
        take_down(made.error().failure);
    } else {
        const auto tried = try_it
                               ? app::core::try_backup(made->file, clock_.now(), random_, give_up,
                                                       telling(shell::BackupWork::trying))
                               : app::core::Outcome<void>{};
        if (give_up()) return false;
        look_around();
        told_.last = made->at;
        if (!tried) {
            told_.trouble = shell::BackupTrouble::not_restored;
            take_down(tried.error());
        } else if (try_it) {
            told_.tried = made->at;
        }
    }
    told_.work = shell::BackupWork::nothing;
    told_.percent = 0;
    post_(told_);
    return true;
}

}  // namespace till
