#include "app/core/billing/send_daily.hpp"

#include <utility>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/text_setting.hpp"

namespace app::core::billing {

namespace {

constexpr const char* kSetting = "billing.daily_emails";
constexpr const char* kChore = "emails";
constexpr std::size_t kTimeLength = 5;  // "08:00 2026-12-01"

/// Whether this process could ask the mail server to take something.
Outcome<void> check_mail(pos::store::db::Connection& db) {
    const auto setup = read_mail_setup(db);
    if (!setup) return std::unexpected{setup.error()};
    if (const auto server = mail_server(*setup); !server) return std::unexpected{server.error()};
    return {};
}

std::string text_of(const std::optional<SendingHours>& hours) {
    return hours ? to_string(hours->from) + " " + to_string(hours->since) : "off";
}

}  // namespace

Outcome<std::optional<SendingHours>> read_sending(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    const auto from = parse_time_of_day(text->substr(0, kTimeLength));
    if (!from || text->size() <= kTimeLength) return std::nullopt;
    const auto since = pos::parse_date(text->substr(kTimeLength + 1));
    if (!since) return std::nullopt;
    return SendingHours{*from, *since};
}

Outcome<void> change_sending(BillingBooks& books, std::optional<SendingHours> hours,
                             pos::Instant now) {
    const auto before = read_sending(*books.db);
    if (!before) return std::unexpected{before.error()};
    if (hours) {
        if (auto good = check_mail(*books.db); !good) return good;
    }
    if (*before == hours) return {};
    return in_transaction(books, [&] {
        return put_text_setting(books, kSetting, text_of(*before), text_of(hours), now);
    });
}

Outcome<std::optional<EmailReport>> send_if_due(const Serving& serving) {
    const auto hours = read_sending(serving.db);
    if (!hours) return std::unexpected{hours.error()};
    if (!*hours) return std::nullopt;
    const pos::Instant now = serving.clock.now();
    const auto any = has_emails(serving.db, (*hours)->since, now);
    if (!any) return std::unexpected{any.error()};
    if (!*any) return std::nullopt;
    // One that cannot send leaves it to the others.
    if (auto good = check_mail(serving.db); !good) return std::unexpected{good.error()};
    // It is never ended, since more may wait soon: it stays with this process while it is heard of.
    auto chore = TakenChore::take(serving, kChore, (*hours)->from);
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    auto books = BillingBooks::open(serving.where, serving.store, "", now, serving.random);
    if (!books) return std::unexpected{books.error()};
    if (auto planned = plan_deliveries(*books, (*hours)->since, now); !planned)
        return std::unexpected{planned.error()};
    auto sent = send_emails(*books, serving.clock, [&](std::int64_t) { return (*chore)->go_on(); });
    if (!sent) return std::unexpected{sent.error()};
    return std::optional{std::move(*sent)};
}

}  // namespace app::core::billing
