#include "app/till/outside_link.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <utility>

#include "pos/base/calendar.hpp"

namespace till {

namespace {

/// Where a file for head office goes: beside the shop, or to this user's data.
std::filesystem::path folder_for(const std::string& db) {
    const auto target = app::core::target_of(db);
    if (target && target->engine == pos::store::db::Engine::sqlite) {
        return std::filesystem::absolute(target->where).parent_path();
    }
    return app::core::data_folder();
}

/// "2026-11-26-134501"
std::string stamp_of(pos::Instant at) {
    const std::int64_t seconds = at.unix_ms / 1'000;
    return fmt::format("{}-{:02}{:02}{:02}",
                       to_string(pos::Date{static_cast<std::int32_t>(seconds / 86'400)}),
                       seconds % 86'400 / 3'600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

OutsideLink::OutsideLink(std::string db, std::string key_file, Post post)
    : db_{db},
      key_file_{key_file},
      door_{std::move(db), std::move(key_file)},
      post_{std::move(post)},
      thread_{[this](const std::stop_token& stop) { work(stop); }} {}

OutsideLink::~OutsideLink() {
    thread_.request_stop();
    door_.cancel();
    wake_.notify_all();
}

void OutsideLink::read() {
    const std::lock_guard lock{mutex_};
    wants_read_ = true;
    wake_.notify_all();
}

void OutsideLink::write_file() {
    const std::lock_guard lock{mutex_};
    wants_file_ = true;
    wake_.notify_all();
}

void OutsideLink::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        bool file = false;
        {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, stop, [&] { return wants_read_ || wants_file_; });
            if (stop.stop_requested()) return;
            file = !std::exchange(wants_read_, false);
            if (file) wants_file_ = false;
        }
        file ? do_write() : do_read();
    }
}

void OutsideLink::do_read() {
    const auto till = door_.open();
    if (!till) return post_(shell::OutsideRead{{}, till.error().words});
    const auto found = (*till)->outside();
    if (!found) return post_(shell::OutsideRead{{}, found.error().words});
    if (const auto origin = (*till)->origin()) name_ = origin->name;
    shell::OutsideRead read;
    ours_.clear();
    for (const auto& [there, here] : *found) {
        if (here.ours) ours_.push_back({there.journal, there.first_seq, there.last_seq});
        read.items.push_back({.parked = there.parked,
                              .ours = here.ours,
                              .reason = there.reason,
                              .detail = there.detail,
                              .entries = here.entries,
                              .tickets = here.tickets,
                              .total = {here.payable_minor, here.currency},
                              .first_number = here.first_number,
                              .last_number = here.last_number,
                              .since = there.since});
    }
    post_(std::move(read));
}

void OutsideLink::do_write() {
    app::core::SystemClock clock;
    const auto folder = folder_for(db_);
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    const auto file = folder / fmt::format("{}-head-office-{}.journal",
                                           name_.empty() ? "till" : name_, stamp_of(clock.now()));
    const auto done =
        app::core::export_stretches(db_, {.program = "counterfoil till", .key_file = key_file_},
                                    ours_, {.file = file.string()});
    if (!done) {
        // For whoever looks after the machine: the screen says it in the language of the till.
        std::cerr << done.error().words << '\n';
        const std::string& name = done.error().about;
        return post_(shell::OutsideExported{{}, 0, name.empty() ? "other" : name});
    }
    std::uint64_t entries = 0;
    for (const auto& journal : done->journals) entries += journal.entries;
    post_(shell::OutsideExported{file.string(), entries, {}});
}

}  // namespace till
