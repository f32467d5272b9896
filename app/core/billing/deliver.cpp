#include "app/core/billing/deliver.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/letter.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/postman.hpp"
#include "app/core/billing/statement_letters.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/invoice/pdf.hpp"
#include "drivers/printer/whole_files.hpp"
#include "pos/store/billing/statement_letters.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::customer::Delivery;
using stored::DeliveryState;

Outcome<void> find_lost(BillingBooks& books, pos::Instant now) {
    auto found = stored::find_lost_deliveries(*books.db, {now.unix_ms - kLetterLost_ms}, now);
    if (!found) return std::unexpected{database(found.error())};
    auto statements = stored::find_lost_statements(*books.db, {now.unix_ms - kLetterLost_ms}, now);
    if (!statements) return std::unexpected{database(statements.error())};
    auto paid = stored::drop_paid_openings(*books.db);
    if (!paid) return std::unexpected{database(paid.error())};
    return {};
}

/// Documents as e-mail.
class DocumentMail final : public Mailbag {
public:
    DocumentMail(BillingBooks& books, const Sender& sender, Stationery& stationery,
                 drivers::mail::Mailbox from)
        : books_{books}, sender_{sender}, stationery_{stationery}, from_{std::move(from)} {}

    pos::store::db::Result<std::vector<stored::Delivery>> due(pos::Instant now,
                                                              std::int64_t limit) override {
        return stored::due_deliveries(*books_.db, Delivery::email, now, limit);
    }
    Outcome<Addressed> read(const stored::Delivery& which) override {
        auto one =
            read_letter(*books_.db, which.document, sender_, stationery_,
                        books_.office.settings.locale, books_.office.zone.local(which.at).date);
        if (!one) return std::unexpected{one.error()};
        auto letter = std::make_shared<const Letter>(std::move(*one));
        return Addressed{letter->invoice.number, letter->party.email,
                         [this, letter](const stored::Delivery& to) {
                             return email_of(*letter, stationery_, to.document, from_, to.recipient,
                                             to.at);
                         }};
    }
    pos::store::db::Result<bool> put(const stored::Delivery& letter, DeliveryState was) override {
        return stored::put_delivery(*books_.db, letter, was);
    }

private:
    BillingBooks& books_;
    const Sender& sender_;
    Stationery& stationery_;
    drivers::mail::Mailbox from_;
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
        const auto letter =
            read_letter(*books.db, one.document, *sender, *stationery, books.office.settings.locale,
                        books.office.zone.local(one.at).date);
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
    const pos::Instant lost_before{now.unix_ms - kLetterLost_ms};
    const auto any =
        stored::has_email_to_send(db, {.since = since, .now = now, .lost_before = lost_before});
    if (!any) return std::unexpected{database(any.error())};
    if (*any) return true;
    const auto statement = stored::has_statement_to_send(db, now, lost_before);
    if (!statement) return std::unexpected{database(statement.error())};
    return *statement;
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
    Postman postman{clock, std::move(*server)};
    DocumentMail documents{books, *sender, *stationery, from};
    const auto all = postman.empty(documents, go_on);
    if (!all) return std::unexpected{all.error()};
    if (*all) {
        StatementMail statements{books, *sender, *stationery, from};
        const auto gone = postman.empty(statements, go_on);
        if (!gone) return std::unexpected{gone.error()};
    }
    return postman.take_report();
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
