#include "app/core/billing/daily.hpp"

#include <fmt/format.h>

#include <utility>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/text_setting.hpp"
#include "app/core/office/office_zone.hpp"
#include "pos/store/office/chores.hpp"

namespace app::core::billing {

namespace {

namespace office = pos::store::office;

constexpr const char* kOff = "off";
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

Outcome<std::optional<TimeOfDay>> time_or_off(const std::string& text) {
    const auto time = parse_time_of_day(text);
    if (!time && text != kOff)
        return misuse("--daily " + text + " is no time such as 03:00, and not off.");
    return time;
}

Outcome<std::optional<TimeOfDay>> read_daily(pos::store::db::Connection& db, const Daily& what) {
    const auto text = read_text_setting(db, what.setting);
    if (!text) return std::unexpected{text.error()};
    return text->empty() ? what.unless_said : parse_time_of_day(*text);
}

Outcome<void> change_daily(BillingBooks& books, const Daily& what, std::optional<TimeOfDay> time,
                           pos::Instant now) {
    const auto before = read_daily(*books.db, what);
    if (!before) return std::unexpected{before.error()};
    if (*before == time) return {};
    const auto said = [](const std::optional<TimeOfDay>& at) { return at ? to_string(*at) : kOff; };
    return in_transaction(books, [&] {
        return put_text_setting(books, what.setting, said(*before), said(time), now);
    });
}

TakenChore::TakenChore(const Serving& serving, const char* chore, pos::Date day)
    : serving_{&serving}, chore_{chore}, day_{day}, kept_{serving.clock.now()} {}

Outcome<std::optional<TakenChore>> TakenChore::take(const Serving& serving, const char* chore,
                                                    TimeOfDay from) {
    const auto zone = office_zone(serving.db);
    if (!zone) return std::unexpected{failure(zone.error())};
    const pos::Instant now = serving.clock.now();
    const auto local = zone->local(now);
    if (std::pair{local.hour(), local.minute()} < std::pair{from.hour, from.minute})
        return std::nullopt;
    const auto taken = office::take_chore(serving.db, chore, local.date, serving.holder, now);
    if (!taken) return std::unexpected{database(taken.error())};
    if (!*taken) return std::nullopt;
    return std::optional{TakenChore{serving, chore, local.date}};
}

bool TakenChore::go_on() {
    if (stopped_) return false;
    stopped_ = !serving_->go_on();
    const pos::Instant now = serving_->clock.now();
    if (stopped_ || now.unix_ms - kept_.unix_ms < kKeep_ms) return !stopped_;
    kept_ = now;
    const auto still = office::keep_chore(serving_->db, chore_, serving_->holder, now);
    stopped_ = !still || !*still;
    return !stopped_;
}

Outcome<void> TakenChore::end() {
    if (stopped_) return {};
    if (auto ended = office::end_chore(serving_->db, chore_, serving_->holder); !ended)
        return std::unexpected{database(ended.error())};
    return {};
}

}  // namespace app::core::billing
