#include "app/core/billing/statement_letters.hpp"

#include <fmt/format.h>

#include <memory>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/invoice/pdf.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DeliveryState;
using stored::StatementLetter;

/// "Statement-K-7-2026-11-30.pdf"; what a mail program might trip over is left out.
std::string file_name_of(const AccountStatement& statement) {
    std::string name = "Statement-";
    for (const char c : statement.customer.stored.account.number) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        name += plain ? c : '-';
    }
    return name + "-" + to_string(statement.to) + ".pdf";
}

drivers::mail::Message message_of(const AccountStatement& statement, const Sender& sender,
                                  Stationery& stationery, const std::string& language) {
    const auto& words = stationery.words(language);
    const auto& party = statement.customer.party;
    const pos::Money payable = statement.payable();
    drivers::mail::Message message;
    message.subject =
        words.with("mail.subject", {{"title", words["type.statement"]},
                                    {"number", statement.customer.stored.account.number},
                                    {"sender", sender.name}});
    message.text = words.with(payable.minor > 0 ? "mail.statement" : "mail.statement_nothing",
                              {{"name", party.name},
                               {"number", statement.customer.stored.account.number},
                               {"from", words.locale().date(statement.from)},
                               {"to", words.locale().date(statement.to)},
                               {"date", words.locale().date(statement.today)},
                               {"amount", words.locale().money(payable)},
                               {"sender", sender.name}});
    message.attachments.push_back(
        {file_name_of(statement), "application/pdf",
         app::core::invoice::render_pdf(statement_sheet(statement, sender, stationery, language))});
    return message;
}

/// Its row, new or as it was before, to be tried now.
Outcome<StatementLetter> put_in_hand(BillingBooks& books, const StatementToSend& asked,
                                     const AccountStatement& statement, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<StatementLetter> {
        StatementLetter letter;
        const std::string& number = statement.customer.stored.account.number;
        letter.account = statement.customer.stored.account.id;
        letter.from = statement.from;
        letter.to = statement.to;
        letter.by = books.user().name;
        letter.delivery.document = id_of({"statement", number, to_string(letter.from),
                                          to_string(letter.to), to_string(statement.today)});
        letter.delivery.recipient = asked.recipient;
        letter.delivery.due_at = letter.delivery.at = now;
        const auto added = stored::add_statement_letter(*books.db, letter);
        if (!added) return std::unexpected{database(added.error())};
        if (!*added) {
            const auto before = stored::statement_letter_of(*books.db, letter.delivery.document);
            if (!before) return std::unexpected{database(before.error())};
            const DeliveryState was = *before ? (*before)->delivery.state : DeliveryState::waits;
            if (was == DeliveryState::under_way) {
                return refuse(Why::other, "statement_under_way",
                              "That statement is under way at this moment.");
            }
            const bool may_have_it = was == DeliveryState::sent || was == DeliveryState::unknown;
            if (may_have_it && !asked.again) {
                return refuse(
                    Why::other, was == DeliveryState::sent ? "statement_sent" : "statement_unknown",
                    was == DeliveryState::sent ? "That statement was sent today already."
                                               : "Nobody knows whether that statement arrived.");
            }
            const auto put = stored::put_statement_letter(*books.db, letter.delivery, was);
            if (!put) return std::unexpected{database(put.error())};
            if (!*put) {
                return refuse(Why::other, "statement_under_way",
                              "That statement is under way at this moment.");
            }
        }
        auto noted = note_change(
            books, "account " + number, "",
            fmt::format("statement of {} to {} sent", to_string(letter.from), to_string(letter.to)),
            now);
        if (!noted) return std::unexpected{noted.error()};
        return letter;
    });
}

Outcome<StatementLetter> letter_of(BillingBooks& books, const pos::Ulid& statement) {
    auto letter = stored::statement_letter_of(*books.db, statement);
    if (!letter) return std::unexpected{database(letter.error())};
    if (!*letter) return refuse("The statement is not there any more.");
    return std::move(**letter);
}

}  // namespace

Outcome<StatementLetter> put_statement_in_hand(BillingBooks& books, const StatementToSend& asked,
                                               pos::Clock& clock) {
    if (!asked.recipient.empty() && !drivers::mail::is_address(asked.recipient)) {
        return misuse(Why::other, "no_address",
                      "\"" + asked.recipient + "\" is no e-mail address.");
    }
    const auto setup = read_mail_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    if (const auto server = mail_server(*setup); !server) return std::unexpected{server.error()};
    const pos::Instant now = clock.now();
    const auto statement =
        read_statement(*books.db, asked.asked, books.office.zone.local(now).date);
    if (!statement) return std::unexpected{statement.error()};
    return put_in_hand(books, asked, *statement, now);
}

Outcome<StatementLetter> deliver_statement(BillingBooks& books, const pos::Ulid& statement,
                                           pos::Clock& clock) {
    auto letter = letter_of(books, statement);
    if (!letter || letter->delivery.state != DeliveryState::waits) return letter;
    const auto setup = read_mail_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    auto server = mail_server(*setup);
    if (!server) return std::unexpected{server.error()};
    const auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    auto stationery = Stationery::read(*books.db);
    if (!stationery) return std::unexpected{stationery.error()};
    StatementMail mail{books, *sender, *stationery, {sender->name, setup->from}};
    Postman postman{clock, std::move(*server)};
    const auto done = postman.deliver(mail, letter->delivery);
    if (!done) return std::unexpected{done.error()};
    return letter_of(books, statement);
}

Outcome<StatementLetter> send_statement(BillingBooks& books, const StatementToSend& asked,
                                        pos::Clock& clock) {
    const auto letter = put_statement_in_hand(books, asked, clock);
    if (!letter) return letter;
    return deliver_statement(books, letter->delivery.document, clock);
}

pos::store::db::Result<std::vector<stored::Delivery>> StatementMail::due(pos::Instant now,
                                                                         std::int64_t limit) {
    return stored::due_statement_letters(*books_.db, now, limit);
}

Outcome<Addressed> StatementMail::read(const stored::Delivery& which) {
    const auto letter = stored::statement_letter_of(*books_.db, which.document);
    if (!letter) return std::unexpected{database(letter.error())};
    if (!*letter) return refuse("The statement is not there any more.");
    const auto customer = stored::account_of(*books_.db, (*letter)->account);
    if (!customer) return std::unexpected{database(customer.error())};
    if (!*customer) return refuse("The account is not there any more.");
    const std::string& number = (*customer)->stored.account.number;
    auto statement = read_statement(*books_.db, {number, (*letter)->from, (*letter)->to},
                                    books_.office.zone.local(which.at).date);
    if (!statement) return std::unexpected{statement.error()};
    const std::string language =
        language_of(statement->customer.party, books_.office.settings.locale);
    const auto shared = std::make_shared<const AccountStatement>(std::move(*statement));
    return Addressed{number, shared->customer.party.email,
                     [this, shared, language](const stored::Delivery& to) {
                         auto message = message_of(*shared, sender_, stationery_, language);
                         message.from = from_;
                         message.to = {shared->customer.party.name, to.recipient};
                         message.id = to_string(to.document);
                         message.sent_at = to.at;
                         return message;
                     }};
}

pos::store::db::Result<bool> StatementMail::put(const stored::Delivery& letter, DeliveryState was) {
    return stored::put_statement_letter(*books_.db, letter, was);
}

}  // namespace app::core::billing
