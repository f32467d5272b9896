#include "app/core/billing/deliver.hpp"

#include <algorithm>
#include <iterator>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/letter.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/invoice/pdf.hpp"
#include "drivers/mail/smtp.hpp"
#include "drivers/printer/whole_files.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::customer::Delivery;
using stored::DeliveryState;

constexpr std::int64_t kAtOnce = 50;
constexpr std::int64_t kMinute_ms = 60'000;
/// A server that will not take a letter now is asked again after 15 minutes, twice as many, …
constexpr std::int64_t kLater_ms = 15 * kMinute_ms;
constexpr std::int64_t kTries = 6;
/// What a program had in hand for so long, it has in hand no more.
constexpr std::int64_t kLost_ms = 60 * kMinute_ms;

Outcome<void> find_lost(BillingBooks& books, pos::Instant now) {
    auto found = stored::find_lost_deliveries(*books.db, {now.unix_ms - kLost_ms}, now);
    if (!found) return std::unexpected{database(found.error())};
    auto paid = stored::drop_paid_openings(*books.db);
    if (!paid) return std::unexpected{database(paid.error())};
    return {};
}

/// Sends letters one by one.
class Postman {
public:
    Postman(BillingBooks& books, pos::Clock& clock, drivers::mail::MailServer server, Sender sender,
            Stationery stationery, drivers::mail::Mailbox from)
        : books_{books},
          clock_{clock},
          smtp_{std::move(server)},
          sender_{std::move(sender)},
          stationery_{std::move(stationery)},
          from_{std::move(from)} {}

    /// False: the rest waits.
    Outcome<bool> deliver(stored::Delivery letter) {
        letter.at = clock_.now();
        const auto read = read_letter(*books_.db, letter.document, sender_, stationery_,
                                      books_.office.settings.locale);
        if (!read) return fail(letter, "", DeliveryState::waits, read.error().words);
        const std::string& number = read->invoice.number;
        if (letter.recipient.empty()) letter.recipient = read->party.email;
        if (!drivers::mail::is_address(letter.recipient)) {
            return fail(letter, number, DeliveryState::waits,
                        say(letter.recipient.empty() ? causes::kNoEmail : causes::kBadEmail));
        }
        letter.state = DeliveryState::under_way;
        const auto taken = put(letter, DeliveryState::waits);
        if (!taken) return std::unexpected{taken.error()};
        if (!*taken) return true;  // another program has it
        const auto message =
            email_of(*read, stationery_, letter.document, from_, letter.recipient, letter.at);
        auto sent = smtp_.send(message);
        ++letter.tries;
        letter.at = clock_.now();
        if (sent) return close(letter, DeliveryState::sent, "", report_.sent);
        const std::string& said = sent.error().words;
        switch (sent.error().trouble) {
            case drivers::mail::MailTrouble::refused:
                return fail(letter, number, DeliveryState::under_way, said);
            case drivers::mail::MailTrouble::unknown:
                return close(letter, DeliveryState::unknown, said, report_.unknown);
            case drivers::mail::MailTrouble::later:
                if (letter.tries >= kTries)
                    return fail(letter, number, DeliveryState::under_way, said);
                letter.due_at = {letter.at.unix_ms + (kLater_ms << (letter.tries - 1))};
                return close(letter, DeliveryState::waits, said, report_.later);
            case drivers::mail::MailTrouble::unreachable: {
                --letter.tries;  // nothing was said of it
                std::int64_t none = 0;
                auto waits = close(letter, DeliveryState::waits, said, none);
                if (!waits) return waits;
                report_.unreachable = said;
                return false;
            }
        }
        return true;
    }

    EmailReport take_report() { return std::move(report_); }

private:
    Outcome<bool> put(const stored::Delivery& letter, DeliveryState was) {
        auto done = stored::put_delivery(*books_.db, letter, was);
        if (!done) return std::unexpected{database(done.error())};
        return *done;
    }
    Outcome<bool> close(stored::Delivery& letter, DeliveryState state, const std::string& said,
                        std::int64_t& count) {
        letter.state = state;
        letter.said = said;
        auto done = put(letter, DeliveryState::under_way);
        if (!done) return done;
        ++count;
        return true;
    }
    Outcome<bool> fail(stored::Delivery& letter, const std::string& number, DeliveryState was,
                       const std::string& why) {
        letter.state = DeliveryState::failed;
        letter.said = why;
        auto done = put(letter, was);
        if (!done) return done;
        report_.failed.push_back({number, letter.recipient, why});
        return true;
    }

    BillingBooks& books_;
    pos::Clock& clock_;
    drivers::mail::Smtp smtp_;
    Sender sender_;
    Stationery stationery_;
    drivers::mail::Mailbox from_;
    EmailReport report_;
};

/// Marks all of them, or none.
Outcome<void> mark(BillingBooks& books, std::vector<stored::Delivery>& all, DeliveryState was,
                   DeliveryState is, const std::string& said, pos::Instant now) {
    auto begun =
        pos::store::db::Transaction::begin(*books.db, pos::store::db::TransactionKind::write);
    if (!begun) return std::unexpected{database(begun.error())};
    for (stored::Delivery& one : all) {
        one.state = is;
        one.said = said;
        one.at = now;
        const auto put = stored::put_delivery(*books.db, one, was);
        if (!put) return std::unexpected{database(put.error())};
        if (!*put)
            return refuse("Another program prints the same bills; try again when it is done.");
    }
    if (auto done = begun->commit(); !done) return std::unexpected{database(done.error())};
    return {};
}

Outcome<std::string> draw(BillingBooks& books, const std::vector<stored::Delivery>& bills,
                          const std::string& title,
                          const std::function<bool(std::int64_t)>& go_on) {
    const auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    auto stationery = Stationery::read(*books.db);
    if (!stationery) return std::unexpected{stationery.error()};
    app::core::invoice::PdfFile file{title};
    std::int64_t drawn = 0;
    for (const stored::Delivery& one : bills) {
        const auto letter = read_letter(*books.db, one.document, *sender, *stationery,
                                        books.office.settings.locale);
        if (!letter) return std::unexpected{letter.error()};
        file.add(letter->page);
        if (!go_on(++drawn)) return refuse("It was stopped; the bills wait as before.");
    }
    return file.finish();
}

}  // namespace

Outcome<std::int64_t> plan_deliveries(BillingBooks& books, std::optional<pos::Date> since,
                                      pos::Instant now) {
    const auto some = stored::has_deliveries(*books.db);
    if (!some) return std::unexpected{database(some.error())};
    if (!*some && !since) {
        return misuse(
            "Nothing was delivered yet: say with --since DAY from which day on documents "
            "are to be, such as --since 2026-11-01.");
    }
    auto made = stored::plan_deliveries(*books.db, since.value_or(pos::Date{}), now);
    if (!made) return std::unexpected{database(made.error())};
    return *made;
}

Outcome<bool> has_emails(pos::store::db::Connection& db, pos::Date since, pos::Instant now) {
    const auto any = stored::has_email_to_send(
        db, {.since = since, .now = now, .lost_before = {now.unix_ms - kLost_ms}});
    if (!any) return std::unexpected{database(any.error())};
    return *any;
}

Outcome<EmailReport> send_emails(BillingBooks& books, pos::Clock& clock,
                                 const std::function<bool(std::int64_t)>& go_on) {
    const auto setup = read_mail_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    auto server = mail_server(*setup);
    if (!server) return std::unexpected{server.error()};
    auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    if (auto lost = find_lost(books, clock.now()); !lost) return std::unexpected{lost.error()};
    auto stationery = Stationery::read(*books.db);
    if (!stationery) return std::unexpected{stationery.error()};
    const drivers::mail::Mailbox from{sender->name, setup->from};
    Postman postman{books, clock, std::move(*server), std::move(*sender), std::move(*stationery),
                    from};
    std::int64_t tried = 0;
    for (;;) {
        const auto due = stored::due_deliveries(*books.db, Delivery::email, clock.now(), kAtOnce);
        if (!due) return std::unexpected{database(due.error())};
        if (due->empty()) return postman.take_report();
        for (const stored::Delivery& one : *due) {
            const auto more = postman.deliver(one);
            if (!more) return std::unexpected{more.error()};
            if (!*more || !go_on(++tried)) return postman.take_report();
        }
    }
}

Outcome<std::int64_t> print_bills(BillingBooks& books, const std::filesystem::path& file,
                                  pos::Clock& clock,
                                  const std::function<bool(std::int64_t)>& go_on) {
    std::error_code unknown;
    if (std::filesystem::exists(file, unknown)) {
        return refuse(file.string() +
                      " is there already: it may hold bills that nobody has "
                      "printed yet. Name another file.");
    }
    const pos::Instant now = clock.now();
    if (auto lost = find_lost(books, now); !lost) return std::unexpected{lost.error()};
    auto bills = stored::due_deliveries(*books.db, Delivery::print, now, kBillsPerFile);
    if (!bills) return std::unexpected{database(bills.error())};
    if (bills->empty()) return 0;
    const std::string name = file.filename().string();
    auto marked = mark(books, *bills, DeliveryState::waits, DeliveryState::under_way, name, now);
    if (!marked) return std::unexpected{marked.error()};
    const auto give_back = [&](Failure why) -> Outcome<std::int64_t> {
        auto back =
            mark(books, *bills, DeliveryState::under_way, DeliveryState::waits, "", clock.now());
        return std::unexpected{back ? std::move(why) : back.error()};
    };
    const auto bytes = draw(books, *bills, name, go_on);
    if (!bytes) return give_back(bytes.error());
    drivers::printer::FileCalls calls;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    const pos::BytesView view = pos::as_bytes(*bytes);
    const drivers::printer::NamedBytes whole{name, {view.begin(), view.end()}};
    if (auto written = drivers::printer::write_whole(folder, {&whole, 1}, calls); !written) {
        return give_back({FailureKind::environment,
                          file.string() + " cannot be written. Is its folder there, and is there "
                                          "room on the disk?"});
    }
    marked = mark(books, *bills, DeliveryState::under_way, DeliveryState::sent, name, clock.now());
    if (!marked) return std::unexpected{marked.error()};
    return static_cast<std::int64_t>(bills->size());
}

Outcome<void> deliver_again(BillingBooks& books, const Again& which, pos::Instant now) {
    const auto found = find_document(*books.db, which.number);
    if (!found) return std::unexpected{found.error()};
    const auto rows = stored::list_deliveries(
        *books.db, {.state = {}, .document = found->issued.document, .limit = 10});
    if (!rows) return std::unexpected{failure(rows.error())};
    if (rows->empty())
        return refuse(which.number +
                      " is delivered by nobody: its account wants no bills, or it is "
                      "older than what is delivered.");
    for (const auto& row : *rows) {
        stored::Delivery one = row.delivery;
        if (one.state == DeliveryState::under_way)
            return refuse(which.number + " is under way at this moment.");
        const DeliveryState was = one.state;
        one.state = DeliveryState::waits;
        one.tries = 0;
        one.due_at = now;
        one.at = now;
        // Where the customer has another address by now, it goes there.
        one.recipient = which.recipient;
        const auto put = stored::put_delivery(*books.db, one, was);
        if (!put) return std::unexpected{database(put.error())};
        if (!*put) return refuse(which.number + " was changed by somebody else; look again.");
    }
    return {};
}

Outcome<std::vector<stored::DeliveryRow>> undelivered(pos::store::db::Connection& db,
                                                      std::int64_t limit) {
    std::vector<stored::DeliveryRow> all;
    for (const DeliveryState state : {DeliveryState::failed, DeliveryState::unknown}) {
        auto rows = stored::list_deliveries(db, {.state = state, .document = {}, .limit = limit});
        if (!rows) return std::unexpected{failure(rows.error())};
        std::ranges::move(*rows, std::back_inserter(all));
    }
    return all;
}

std::string word_of(DeliveryState state) {
    switch (state) {
        case DeliveryState::waits:
            return "waits";
        case DeliveryState::under_way:
            return "under way";
        case DeliveryState::sent:
            return "sent";
        case DeliveryState::failed:
            return "failed";
        case DeliveryState::unknown:
            return "unknown";
    }
    return "";
}

}  // namespace app::core::billing
