#include "app/office/web/billing/send_desk.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/statement_letters.hpp"

namespace app::office::web::billing {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kBillsBegin = "bills-";
constexpr std::string_view kBillsEnd = ".pdf";

}  // namespace

SendDesk::SendDesk(DeskParts parts)
    : parts_{std::move(parts)}, thread_{[this](const std::stop_token& stop) { work(stop); }} {}

bool SendDesk::start(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        if (state_.now) return false;
        state_.now = std::move(job);
        state_.bills = 0;
        called_off_ = false;
    }
    wake_.notify_one();
    return true;
}

bool SendDesk::stop() {
    const std::scoped_lock lock{mutex_};
    if (!state_.now) return false;
    called_off_ = true;
    return true;
}

SendDesk::State SendDesk::state() const {
    const std::scoped_lock lock{mutex_};
    return state_;
}

void SendDesk::send_statement(const pos::Ulid& statement, std::string by) {
    {
        const std::scoped_lock lock{mutex_};
        letters_.push_back({statement, std::move(by)});
    }
    wake_.notify_one();
}

bool SendDesk::has_statement(const pos::Ulid& statement) const {
    const std::scoped_lock lock{mutex_};
    return std::ranges::find(letters_, statement, &Letter::statement) != letters_.end();
}

core::Outcome<fs::path> SendDesk::folder_of(const std::string& where,
                                            const pos::store::StoreOptions& store) {
    const auto key = core::billing::billing_key_file(where, store);
    if (!key) return std::unexpected{key.error()};
    return fs::path{*key}.parent_path() / "bills";
}

bool SendDesk::is_file_name(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    if (!name.starts_with(kBillsBegin) || !name.ends_with(kBillsEnd)) return false;
    name.remove_prefix(kBillsBegin.size());
    if (name.size() <= kBillsEnd.size()) return false;
    name.remove_suffix(kBillsEnd.size());
    return std::ranges::all_of(name, plain);
}

core::Outcome<SendDesk::Done> SendDesk::carry_out(const Job& job, const std::stop_token& stop) {
    const pos::Instant now = parts_.clock.now();
    auto books =
        core::billing::BillingBooks::open(parts_.where, parts_.store, job.by, now, parts_.random);
    if (!books) return std::unexpected{books.error()};
    if (auto planned = core::billing::plan_deliveries(*books, job.since, now); !planned) {
        return std::unexpected{planned.error()};
    }
    const auto go_on = [&](std::int64_t bills) {
        const std::scoped_lock lock{mutex_};
        state_.bills = bills;
        return !called_off_ && !stop.stop_requested();
    };
    Done done;
    if (job.way == Way::email) {
        auto sent = core::billing::send_emails(*books, parts_.clock, [&](std::int64_t bills) {
            send_statements(stop);
            return go_on(bills);
        });
        if (!sent) return std::unexpected{sent.error()};
        done.emails = std::move(*sent);
        return done;
    }
    const auto folder = folder_of(parts_.where, parts_.store);
    if (!folder) return std::unexpected{folder.error()};
    std::error_code wrong;
    fs::create_directories(*folder, wrong);
    fs::permissions(*folder, fs::perms::owner_all, wrong);
    // The end of an id tells two files of a day apart.
    const std::string id = to_string(pos::make_ulid(now, parts_.random));
    const std::string name = std::string{kBillsBegin} +
                             to_string(books->office.zone.local(now).date) + "-" +
                             id.substr(id.size() - 6) + std::string{kBillsEnd};
    const auto printed = core::billing::print_bills(*books, *folder / name, parts_.clock, go_on);
    if (!printed) return std::unexpected{printed.error()};
    done.printed = *printed;
    if (done.printed > 0) done.file = name;
    return done;
}

void SendDesk::send_statements(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        Letter letter;
        {
            const std::scoped_lock lock{mutex_};
            if (letters_.empty()) return;
            letter = letters_.front();
        }
        auto books = core::billing::BillingBooks::open(parts_.where, parts_.store, letter.by,
                                                       parts_.clock.now(), parts_.random);
        // Where it cannot be tried now its row still waits, for whoever sends the next bills.
        if (books) {
            (void)core::billing::deliver_statement(*books, letter.statement, parts_.clock);
        }
        const std::scoped_lock lock{mutex_};
        letters_.pop_front();
    }
}

void SendDesk::work(const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    while (wake_.wait(lock, stop, [&] { return state_.now || !letters_.empty(); })) {
        if (stop.stop_requested()) return;
        lock.unlock();
        send_statements(stop);
        lock.lock();
        if (!state_.now) continue;
        const Job job = *state_.now;
        lock.unlock();
        auto ended = std::make_shared<const Ended>(Ended{job, carry_out(job, stop)});
        lock.lock();
        state_.last = std::move(ended);
        state_.now.reset();
    }
}

}  // namespace app::office::web::billing
