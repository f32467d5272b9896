#include "app/till/export_link.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <utility>

#include "app/core/backups.hpp"
#include "app/core/export/export_shop.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/system.hpp"
#include "app/till/backup_places.hpp"
#include "pos/base/calendar.hpp"

namespace till {

namespace {

namespace fs = std::filesystem;

app::core::exports::Part core_part(shell::ExportPart part) {
    using app::core::exports::Part;
    switch (part) {
        case shell::ExportPart::everything:
            return Part::everything;
        case shell::ExportPart::goods:
            return Part::goods;
        case shell::ExportPart::sales:
            return Part::sales;
        case shell::ExportPart::people:
            return Part::people;
        case shell::ExportPart::bills:
            return Part::bills;
        case shell::ExportPart::journal:
            return Part::journal;
    }
    return Part::everything;
}

/// Why nothing can be written into a folder, by the name of the reason.
std::string reason_name(app::core::BackupTrouble trouble) {
    switch (trouble) {
        case app::core::BackupTrouble::no_folder:
            return "no_folder";
        case app::core::BackupTrouble::disk_full:
            return "disk_full";
        case app::core::BackupTrouble::cannot_write:
        case app::core::BackupTrouble::damaged:
        case app::core::BackupTrouble::no_shop:
        case app::core::BackupTrouble::not_restored:
        case app::core::BackupTrouble::other:
            break;
    }
    return "cannot_write";
}

/// "B01-T1-export-2026-11-28-140501Z"
std::string export_name(const std::string& till, pos::Instant at) {
    constexpr std::int64_t kDay_ms = 24 * 60 * 60 * std::int64_t{1'000};
    const std::int64_t second = at.unix_ms % kDay_ms / 1'000;
    return fmt::format("{}-export-{}-{:02}{:02}{:02}Z", till,
                       to_string(pos::Date{static_cast<std::int32_t>(at.unix_ms / kDay_ms)}),
                       second / 3'600, second / 60 % 60, second % 60);
}

/// Of a file, or of all files in a folder.
std::uint64_t size_on_disk(const fs::path& what) {
    std::error_code error;
    if (!fs::is_directory(what, error)) {
        const auto bytes = fs::file_size(what, error);
        return error ? 0 : bytes;
    }
    std::uint64_t all = 0;
    for (fs::directory_iterator at{what, error}; !error && at != fs::directory_iterator{};
         at.increment(error)) {
        const auto bytes = at->file_size(error);
        if (!error) all += bytes;
    }
    return all;
}

}  // namespace

ExportLink::ExportLink(Parts parts, Post post)
    : parts_{std::move(parts)},
      post_{std::move(post)},
      thread_{[this](const std::stop_token& stop) { work(stop); }} {}

ExportLink::~ExportLink() {
    thread_.request_stop();
    wake_.notify_all();
}

void ExportLink::find_places() {
    const std::lock_guard lock{mutex_};
    wants_places_ = true;
    wake_.notify_all();
}

void ExportLink::write(const shell::ExportShop& wanted) {
    const std::lock_guard lock{mutex_};
    if (writing_) return;
    writing_ = true;
    stopped_ = false;
    wanted_ = wanted;
    wake_.notify_all();
}

void ExportLink::stop() {
    stopped_ = true;
}

void ExportLink::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        bool places = false;
        std::optional<shell::ExportShop> wanted;
        {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, stop, [&] { return wants_places_ || wanted_.has_value(); });
            places = std::exchange(wants_places_, false);
            wanted = std::exchange(wanted_, std::nullopt);
        }
        if (stop.stop_requested()) return;
        if (places) look_for_places();
        if (!wanted) continue;
        do_write(*wanted, stop);
    }
}

void ExportLink::look_for_places() {
    auto places = backup_places(parts_.shop);
    // What is on a server shares no disk with what is here.
    if (parts_.shop.empty())
        for (auto& place : places) place.on_shops_disk = false;
    post_(shell::ExportPlacesFound{std::move(places)});
}

void ExportLink::fail(const app::core::Failure& why) {
    // For whoever looks after the machine: the screen says it in the language of the till.
    std::cerr << why.words << '\n';
    {
        const std::lock_guard lock{mutex_};
        writing_ = false;
    }
    post_(shell::ExportChanged{.why = why.about.empty() ? "other" : why.about});
}

void ExportLink::do_write(const shell::ExportShop& wanted, const std::stop_token& stop) {
    using app::core::Failure;
    using app::core::FailureKind;
    using app::core::Why;
    namespace core_exports = app::core::exports;
    const fs::path folder = typed_folder(wanted.folder);
    if (const auto good = app::core::check_backup_folder(folder); !good) {
        return fail({FailureKind::environment, folder.string() + " takes no export.", Why::other,
                     reason_name(good.error())});
    }
    app::core::SystemClock clock;
    const fs::path to =
        folder / (export_name(parts_.till, clock.now()) + (wanted.workbook ? ".xlsx" : ""));
    auto reader = app::core::OpenReader::open(parts_.db);
    if (!reader) return fail(reader.error());
    auto writer = wanted.workbook ? core_exports::workbook_writer(to.string())
                                  : core_exports::csv_writer(to.string());
    if (!writer) return fail(writer.error());
    constexpr std::chrono::milliseconds kBetween{250};
    auto told = std::chrono::steady_clock::now();
    std::uint64_t rows = 0;
    const core_exports::How how{.part = core_part(wanted.part),
                                .on_row =
                                    [&](std::uint64_t written) {
                                        rows = written;
                                        const auto now = std::chrono::steady_clock::now();
                                        if (now - told < kBetween) return;
                                        told = now;
                                        post_(shell::ExportChanged{.working = true, .rows = rows});
                                    },
                                .give_up = [&] { return stopped_ || stop.stop_requested(); }};
    const auto done = core_exports::export_all((*reader)->connection(), **writer, how);
    writer->reset();  // so that nothing is left of one that failed before that is said
    if (stop.stop_requested()) return;
    if (!done) return fail(done.error());
    {
        const std::lock_guard lock{mutex_};
        writing_ = false;
    }
    post_(shell::ExportChanged{.rows = rows, .to = to.string(), .bytes = size_on_disk(to)});
}

}  // namespace till
