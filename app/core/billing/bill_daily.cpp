#include "app/core/billing/bill_daily.hpp"

#include <fmt/format.h>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/text_setting.hpp"
#include "app/core/office/office_zone.hpp"
#include "pos/store/office/chores.hpp"

namespace app::core::billing {

namespace {

constexpr const char* kSetting = "billing.daily";
constexpr const char* kChore = "bills";
/// The holder says that it goes on so often.
constexpr std::int64_t kKeep_ms = 20'000;

}  // namespace

std::string to_string(TimeOfDay time) {
    return fmt::format("{:02}:{:02}", time.hour, time.minute);
}

std::optional<TimeOfDay> parse_time_of_day(const std::string& text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const TimeOfDay time{(text[0] - '0') * 10 + text[1] - '0',
                         (text[3] - '0') * 10 + text[4] - '0'};
    if (time.hour > 23 || time.minute > 59) return std::nullopt;
    return time;
}

Outcome<std::optional<TimeOfDay>> read_daily(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    return parse_time_of_day(*text);
}

Outcome<void> change_daily(BillingBooks& books, std::optional<TimeOfDay> time, pos::Instant now) {
    const auto before = read_daily(*books.db);
    if (!before) return std::unexpected{before.error()};
    const auto said = [](const std::optional<TimeOfDay>& at) {
        return at ? to_string(*at) : "off";
    };
    if (*before == time) return {};
    return in_transaction(
        books, [&] { return put_text_setting(books, kSetting, said(*before), said(time), now); });
}

Outcome<std::optional<BillRunReport>> bill_if_due(pos::store::db::Connection& db,
                                                  const std::string& where,
                                                  const pos::store::StoreOptions& store_options,
                                                  const pos::Ulid& holder,
                                                  const std::function<bool()>& go_on,
                                                  pos::Clock& clock, pos::Random& random) {
    namespace office = pos::store::office;
    const auto daily = read_daily(db);
    if (!daily) return std::unexpected{daily.error()};
    if (!*daily) return std::nullopt;
    const auto zone = office_zone(db);
    if (!zone) return std::unexpected{failure(zone.error())};
    const auto local = zone->local(clock.now());
    if (std::pair{local.hour(), local.minute()} < std::pair{(*daily)->hour, (*daily)->minute})
        return std::nullopt;
    const auto taken = office::take_chore(db, kChore, local.date, holder, clock.now());
    if (!taken) return std::unexpected{database(taken.error())};
    if (!*taken) return std::nullopt;

    pos::Instant kept = clock.now();
    BillRunOptions options;
    options.as_of = local.date;
    options.on_progress = [&](const BillRunProgress&) {
        if (!go_on()) return false;
        const pos::Instant now = clock.now();
        if (now.unix_ms - kept.unix_ms < kKeep_ms) return true;
        kept = now;
        const auto still = office::keep_chore(db, kChore, holder, now);
        return still && *still;
    };
    auto done = run_bills(where, store_options, options, clock, random);
    if (!done) return std::unexpected{done.error()};
    // One that was stopped goes on at the next call, here or in another process.
    if (!done->stopped) {
        if (auto ended = office::end_chore(db, kChore, holder); !ended)
            return std::unexpected{database(ended.error())};
    }
    return std::optional{std::move(*done)};
}

}  // namespace app::core::billing
