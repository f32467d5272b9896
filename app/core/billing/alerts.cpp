#include "app/core/billing/alerts.hpp"

#include <fmt/format.h>

#include "app/core/billing/alert_letter.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/stored_plans.hpp"
#include "app/core/billing/try_plan.hpp"
#include "app/core/billing/used_so_far.hpp"
#include "drivers/mail/smtp.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::AlertTold;
using stored::DeliveryState;
using stored::UsageAlert;

constexpr const char* kAlertChore = "alerts";
constexpr std::int64_t kAlertsAtOnce = 200;
constexpr std::int64_t kTellAgain_ms = 15 * 60'000;
constexpr std::int64_t kTellTries = 6;
constexpr std::int64_t kTellLost_ms = 60 * 60'000;

Outcome<stored::StoredSubscription> subscription_told_of(pos::store::db::Connection& db,
                                                         const std::string& number) {
    auto found = stored::subscription_of_number(db, number);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) {
        return refuse(Why::other, "no_subscription",
                      "No subscription has the number " + number + ".");
    }
    return std::move(**found);
}

/// "alert at 80 % of 250 kWh", "alert at 80 % of 50 EUR": what the journal says of it.
Outcome<std::string> noted_alert(pos::store::db::Connection& db, const UsageAlert& alert) {
    std::string unit = alert.meter;
    if (unit.empty()) {
        const auto one = subscription_told_of(db, alert.number);
        if (!one) return std::unexpected{one.error()};
        const auto whose = stored::account_of(db, one->account);
        if (!whose) return std::unexpected{database(whose.error())};
        unit = *whose ? code_of((*whose)->stored.account.currency) : "in money";
    }
    return fmt::format("alert at {} % of {} {}", alert.percent, alert.limit, unit);
}

/// `used` is so much of the limit, or more.
bool is_reached(const UsageAlert& alert, pos::Exact used) {
    const auto limit = pos::parse_exact(alert.limit);
    if (!limit) return false;
    return product(used, pos::exactly(100)) >= product(*limit, pos::exactly(alert.percent));
}

/// Looks at one alert, and notes that its limit was reached. Whether it was, for the first time.
Outcome<bool> look_at(BillingBooks& books, const UsageAlert& alert, std::int64_t batch,
                      pos::Instant now) {
    const auto one = subscription_told_of(*books.db, alert.number);
    if (!one) return std::unexpected{one.error()};
    const auto so_far = used_so_far(*books.db, *one, alert.meter, now);
    // What cannot be priced parks the account at the next bill run; nobody is told by then.
    if (!so_far && so_far.error().kind == FailureKind::environment) {
        return std::unexpected{so_far.error()};
    }
    auto begun =
        pos::store::db::Transaction::begin(*books.db, pos::store::db::TransactionKind::write);
    if (!begun) return std::unexpected{database(begun.error())};
    bool is_new = false;
    if (so_far && *so_far) {
        const pos::Exact used = alert.meter.empty() ? (*so_far)->spent : (*so_far)->quantity;
        if (is_reached(alert, used)) {
            AlertTold told{.alert = alert.id,
                           .period = (*so_far)->from,
                           .at = now,
                           .used = to_string(used),
                           .recipient = {},
                           .said = {},
                           .due_at = now};
            const auto added = stored::add_told(*books.db, told);
            if (!added) return std::unexpected{database(added.error())};
            is_new = *added;
        }
    }
    auto noted = stored::note_looked_at(*books.db, alert.id, batch);
    if (!noted) return std::unexpected{database(noted.error())};
    if (auto done = begun->commit(); !done) return std::unexpected{database(done.error())};
    return is_new;
}

/// Tells of limits, one letter each.
class Teller {
public:
    Teller(BillingBooks& books, pos::Clock& clock, drivers::mail::MailServer server,
           drivers::mail::Mailbox from)
        : books_{books}, clock_{clock}, smtp_{std::move(server)}, from_{std::move(from)} {}

    /// False: the rest waits.
    Outcome<bool> tell(AlertTold told, AlertReport& report) {
        told.at = clock_.now();
        const auto letter = alert_letter(*books_.db, told, books_.office.settings.locale, from_);
        if (!letter) return std::unexpected{letter.error()};
        if (!*letter) return true;  // taken away meanwhile
        told.recipient = (*letter)->to.address;
        if (!drivers::mail::is_address(told.recipient)) {
            told.state = DeliveryState::failed;
            told.said = told.recipient.empty() ? "the customer has no e-mail address"
                                               : "that is no e-mail address";
            return close(told, DeliveryState::waits, report);
        }
        told.state = DeliveryState::under_way;
        const auto taken = stored::put_told(*books_.db, told, DeliveryState::waits);
        if (!taken) return std::unexpected{database(taken.error())};
        if (!*taken) return true;  // another program has it
        const auto sent = smtp_.send(**letter);
        told.at = clock_.now();
        ++told.tries;
        told.said = sent ? std::string{} : sent.error().words;
        told.state = sent ? DeliveryState::sent : state_after(sent.error(), told);
        const bool away = !sent && sent.error().trouble == drivers::mail::MailTrouble::unreachable;
        if (away) {
            --told.tries;  // nothing was said of it
            report.unreachable = told.said;
        }
        auto closed = close(told, DeliveryState::under_way, report);
        if (!closed) return closed;
        return !away;
    }

private:
    DeliveryState state_after(const drivers::mail::MailError& error, AlertTold& told) const {
        switch (error.trouble) {
            case drivers::mail::MailTrouble::refused:
                return DeliveryState::failed;
            case drivers::mail::MailTrouble::unknown:
                return DeliveryState::unknown;
            case drivers::mail::MailTrouble::unreachable:
                return DeliveryState::waits;
            case drivers::mail::MailTrouble::later:
                break;
        }
        if (told.tries >= kTellTries) return DeliveryState::failed;
        told.due_at = {told.at.unix_ms + (kTellAgain_ms << (told.tries - 1))};
        return DeliveryState::waits;
    }

    Outcome<bool> close(const AlertTold& told, DeliveryState was, AlertReport& report) {
        const auto put = stored::put_told(*books_.db, told, was);
        if (!put) return std::unexpected{database(put.error())};
        if (!*put) return true;
        switch (told.state) {
            case DeliveryState::sent:
                ++report.sent;
                break;
            case DeliveryState::unknown:
                ++report.unknown;
                break;
            case DeliveryState::failed:
                report.failed.push_back(
                    fmt::format("An alert{} was not told: {}.",
                                told.recipient.empty() ? "" : " to " + told.recipient, told.said));
                break;
            case DeliveryState::waits:
            case DeliveryState::under_way:
                ++report.later;
                break;
        }
        return true;
    }

    BillingBooks& books_;
    pos::Clock& clock_;
    drivers::mail::Smtp smtp_;
    drivers::mail::Mailbox from_;
};

Outcome<void> send_told(BillingBooks& books, pos::Clock& clock, const std::function<bool()>& go_on,
                        AlertReport& report) {
    const auto lost =
        stored::find_lost_told(*books.db, {clock.now().unix_ms - kTellLost_ms}, clock.now());
    if (!lost) return std::unexpected{database(lost.error())};
    auto waiting = stored::told_that_wait(*books.db, clock.now(), kAlertsAtOnce);
    if (!waiting) return std::unexpected{database(waiting.error())};
    if (waiting->empty()) return {};
    const auto setup = read_mail_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    auto server = mail_server(*setup);
    if (!server) return std::unexpected{server.error()};
    const auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    Teller teller{books, clock, std::move(*server), {sender->name, setup->from}};
    for (AlertTold& one : *waiting) {
        const auto more = teller.tell(std::move(one), report);
        if (!more) return std::unexpected{more.error()};
        if (!*more || !go_on()) return {};
    }
    return {};
}

}  // namespace

Outcome<std::map<std::string, std::string>> counted_of(pos::store::db::Connection& db,
                                                       const stored::StoredSubscription& one) {
    KnownPlans plans;
    const auto with_plans = with_its_plans(db, one, plans);
    if (!with_plans) return std::unexpected{with_plans.error()};
    std::map<std::string, std::string> counted;
    for (const auto& action : with_plans->actions) {
        if (action.plan != nullptr) counted.merge(counted_by(*action.plan));
    }
    return counted;
}

Outcome<UsageAlert> add_alert(BillingBooks& books, const NewAlert& asked, pos::Instant now) {
    const auto limit = pos::parse_exact(asked.limit);
    if (!limit || *limit <= pos::Exact{} || *limit > pos::exactly(1'000'000'000)) {
        return misuse(Why::no_figure, asked.limit,
                      "\"" + asked.limit + "\" is no limit, such as 250.");
    }
    if (asked.percent < 1 || asked.percent > kPercentMax) {
        return misuse(Why::no_percent, std::to_string(asked.percent),
                      fmt::format("A share of the limit is from 1 to {} percent.", kPercentMax));
    }
    return in_transaction(books, [&]() -> Outcome<UsageAlert> {
        const auto one = subscription_told_of(*books.db, asked.subscription);
        if (!one) return std::unexpected{one.error()};
        const auto counted = counted_of(*books.db, *one);
        if (!counted) return std::unexpected{counted.error()};
        if (asked.meter.empty() ? counted->empty() : !counted->contains(asked.meter)) {
            return refuse(Why::other, "not_counted",
                          fmt::format("No plan of {} counts {}.", asked.subscription,
                                      asked.meter.empty() ? "anything" : asked.meter));
        }
        UsageAlert alert;
        alert.subscription = one->id;
        alert.number = one->number;
        alert.meter = asked.meter;
        alert.limit = to_string(*limit);
        alert.percent = asked.percent;
        alert.batch = -1;  // looked at the next time, whatever comes in
        alert.made_at = now;
        alert.by = books.user().name;
        alert.id =
            id_of({"alert", alert.number, alert.meter, alert.limit, std::to_string(alert.percent)});
        const auto added = stored::add_alert(*books.db, alert);
        if (!added) return std::unexpected{database(added.error())};
        if (!*added) return alert;
        auto words = noted_alert(*books.db, alert);
        if (!words) return std::unexpected{words.error()};
        auto noted = note_change(books, "subscription " + alert.number, "", std::move(*words), now);
        if (!noted) return std::unexpected{noted.error()};
        return alert;
    });
}

Outcome<void> end_alert(BillingBooks& books, const pos::Ulid& alert, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto there = stored::alert_of(*books.db, alert);
        if (!there) return std::unexpected{database(there.error())};
        if (!*there) return refuse(Why::other, "no_alert", "There is no such alert.");
        const auto gone = stored::remove_alert(*books.db, alert);
        if (!gone) return std::unexpected{database(gone.error())};
        auto words = noted_alert(*books.db, **there);
        if (!words) return std::unexpected{words.error()};
        return note_change(books, "subscription " + (*there)->number, std::move(*words), "", now);
    });
}

Outcome<void> tell_again(BillingBooks& books, const pos::Ulid& alert, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto there = stored::alert_of(*books.db, alert);
        if (!there) return std::unexpected{database(there.error())};
        if (!*there) return refuse(Why::other, "no_alert", "There is no such alert.");
        const auto last = stored::told_by(*books.db, alert, 1);
        if (!last) return std::unexpected{database(last.error())};
        const auto was = last->empty() ? DeliveryState::sent : last->front().state;
        if (was != DeliveryState::failed && was != DeliveryState::unknown) {
            return refuse(Why::other, "not_failed", "Nothing of it has to be told again.");
        }
        AlertTold again = last->front();
        again.state = DeliveryState::waits;
        again.at = again.due_at = now;
        again.tries = 0;
        const auto put = stored::put_told(*books.db, again, was);
        if (!put) return std::unexpected{database(put.error())};
        auto words = noted_alert(*books.db, **there);
        if (!words) return std::unexpected{words.error()};
        return note_change(books, "subscription " + (*there)->number, "", *words + " told again",
                           now);
    });
}

Outcome<AlertReport> tell_alerts(BillingBooks& books, pos::Clock& clock,
                                 const std::function<bool()>& go_on) {
    AlertReport report;
    const auto batch = stored::usage_head(*books.db);
    if (!batch) return std::unexpected{database(batch.error())};
    for (bool more = true; more && go_on();) {
        const auto alerts = stored::alerts_to_look_at(*books.db, *batch, kAlertsAtOnce);
        if (!alerts) return std::unexpected{database(alerts.error())};
        more = static_cast<std::int64_t>(alerts->size()) == kAlertsAtOnce;
        for (const UsageAlert& alert : *alerts) {
            const auto reached = look_at(books, alert, *batch, clock.now());
            if (!reached) return std::unexpected{reached.error()};
            report.reached += *reached ? 1 : 0;
            if (!go_on()) break;
        }
    }
    if (auto sent = send_told(books, clock, go_on, report); !sent) {
        return std::unexpected{sent.error()};
    }
    return report;
}

Outcome<std::optional<AlertReport>> tell_alerts_if_due(const Serving& serving) {
    const pos::Instant now = serving.clock.now();
    const auto batch = stored::usage_head(serving.db);
    if (!batch) return std::unexpected{database(batch.error())};
    const auto alerts = stored::alerts_to_look_at(serving.db, *batch, 1);
    if (!alerts) return std::unexpected{database(alerts.error())};
    const auto waiting = stored::has_told_to_send(serving.db, now, {now.unix_ms - kTellLost_ms});
    if (!waiting) return std::unexpected{database(waiting.error())};
    if (alerts->empty() && !*waiting) return std::nullopt;
    const auto setup = read_mail_setup(serving.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return std::nullopt;
    // It is never ended, since usage may come in soon: it stays with this process while it is heard
    // of.
    auto chore = TakenChore::take(serving, kAlertChore, {});
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    auto books = BillingBooks::open(serving.where, serving.store, "", now, serving.random);
    if (!books) return std::unexpected{books.error()};
    auto told = tell_alerts(*books, serving.clock, [&] { return (*chore)->go_on(); });
    if (!told) return std::unexpected{told.error()};
    return std::optional{std::move(*told)};
}

}  // namespace app::core::billing
