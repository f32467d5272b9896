#include "app/core/billing/transfers.hpp"

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/debits.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace bank = pos::billing::bank;
using stored::TransferState;

/// So many go into one file; the rest into the next.
constexpr std::int64_t kTransfersMax = 20'000;
constexpr std::int64_t kMandatesMax = 100;

pos::Currency euro() {
    return *pos::currency_of("EUR");
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

/// Where the money goes: as it is said, else as the account's latest mandate has it.
Outcome<bank::AccountHolder> payee_of(BillingBooks& books, const NewTransfer& asked,
                                      const stored::Customer& customer) {
    bank::AccountHolder payee{asked.holder, without_spaces(asked.iban), without_spaces(asked.bic)};
    if (payee.iban.empty()) {
        const auto all = stored::mandates(*books.db, customer.stored.account.id, kMandatesMax);
        if (!all) return std::unexpected{database(all.error())};
        const auto latest = std::ranges::max_element(*all, {}, &stored::Mandate::signed_on);
        if (latest == all->end()) {
            return refuse(Why::other, "no_iban",
                          "Nobody knows a bank account of account " + asked.refund.account +
                              ": say its IBAN.");
        }
        payee.iban = latest->holder.iban;
        payee.bic = latest->holder.bic;
        if (payee.name.empty()) payee.name = latest->holder.name;
    }
    if (!is_iban(payee.iban)) {
        return misuse(Why::other, "iban", asked.iban + " is no IBAN: its check digits are wrong.");
    }
    if (payee.name.empty()) payee.name = customer.party.name;
    return payee;
}

/// When an order was made: its name says so, whatever became of its transfers since.
pos::Instant made_at(const std::string& message, pos::Instant otherwise) {
    const auto id = pos::parse_ulid(message.substr(message.find('-') + 1));
    if (!id) return otherwise;
    std::int64_t unix_ms = 0;
    for (std::size_t at = 0; at < 6; ++at) unix_ms = unix_ms * 256 + id->bytes[at];
    return {unix_ms};
}

/// All of an order, in the order of its file, or a refusal.
Outcome<std::vector<stored::TransferRow>> order_of(pos::store::db::Connection& db,
                                                   const std::string& message) {
    auto rows = stored::transfers(db, {.message = message, .limit = kTransfersMax});
    if (!rows) return std::unexpected{failure(rows.error())};
    if (message.empty() || rows->empty())
        return refuse("No order of transfers is known as " + message + ".");
    std::ranges::sort(*rows, {}, [](const auto& row) { return row.transfer.transfer; });
    return std::move(*rows);
}

Outcome<bool> move_on(BillingBooks& books, stored::Transfer transfer, TransferState state,
                      const std::string& said, pos::Instant now) {
    const TransferState was = transfer.state;
    transfer.state = state;
    transfer.said = said;
    transfer.at = now;
    const auto changed = stored::change_transfer(*books.db, transfer, was);
    if (!changed) return std::unexpected{database(changed.error())};
    return *changed;
}

/// Money that had gone out, or never did, as a payment of its account.
NewPayment payment_of(const stored::TransferRow& row, std::string reference,
                      std::string external_id, const std::string& on) {
    return {.account = row.account,
            .document = {},
            .amount = to_string(pos::Money{row.transfer.amount_minor, euro()}),
            .method = "bank",
            .reference = std::move(reference),
            .external_id = std::move(external_id),
            .received_on = on,
            .also = {},
            .parts = {}};
}

Outcome<AskedTransfer> same_as(const stored::Transfer& before, const NewTransfer& asked,
                               const bank::AccountHolder& payee) {
    const bool same = asked.iban.empty() || payee.iban == before.to.iban;
    if (same) return AskedTransfer{before, true};
    return refuse(Why::other, "id_of_another",
                  asked.refund.external_id + " is the id of another refund.");
}

}  // namespace

std::string homecoming_id(const pos::Ulid& transfer) {
    return std::string{stored::kBankId} + "transfer-" + to_string(transfer);
}

Outcome<AskedTransfer> ask_transfer(BillingBooks& books, const NewTransfer& asked, pos::Instant now,
                                    pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<AskedTransfer> {
        const auto customer = find_account(*books.db, asked.refund.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        if (account.currency != euro()) {
            return refuse(Why::other, "not_in_euro",
                          "Account " + account.number +
                              " is not in euro: pay it out another way, and book it with "
                              "`counterfoil payment refund`.");
        }
        const auto payee = payee_of(books, asked, *customer);
        if (!payee) return std::unexpected{payee.error()};
        const pos::Ulid id = pos::make_ulid(now, random);
        NewRefund wanted = asked.refund;
        if (wanted.external_id.empty()) wanted.external_id = "transfer:" + to_string(id);
        const auto booked = book_refund(books, wanted, now);
        if (!booked) return std::unexpected{booked.error()};
        if (booked->again) {
            const auto before = stored::transfer_of_refund(*books.db, wanted.external_id);
            if (!before) return std::unexpected{failure(before.error())};
            if (*before) return same_as((*before)->transfer, asked, *payee);
            return refuse(Why::other, "paid_by_hand",
                          "The refund " + wanted.external_id + " was paid out by hand.");
        }
        stored::Transfer transfer{.transfer = id,
                                  .account = account.id,
                                  .refund = wanted.external_id,
                                  .amount_minor = booked->amount.minor,
                                  .to = *payee,
                                  .reason = wanted.reason,
                                  .pay_on = {},
                                  .message = {},
                                  .state = TransferState::waits,
                                  .said = {},
                                  .asked_at = now,
                                  .at = now};
        const auto put = stored::put_transfer(*books.db, transfer);
        if (!put) return std::unexpected{database(put.error())};
        return AskedTransfer{std::move(transfer), false};
    });
}

Outcome<TransferReport> order_transfers(BillingBooks& books, pos::Date pay_on, pos::Instant now,
                                        pos::Random& random) {
    const auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    if (sender->iban.empty()) {
        return refuse(Why::other, "no_sender_iban",
                      "Nobody said from which account: `counterfoil sender --iban …`.");
    }
    if (pay_on < books.office.zone.local(now).date) {
        return misuse(Why::passed, to_string(pay_on), to_string(pay_on) + " has passed.");
    }
    return in_transaction(books, [&]() -> Outcome<TransferReport> {
        auto waiting =
            stored::transfers(*books.db, {.state = TransferState::waits, .limit = kTransfersMax});
        if (!waiting) return std::unexpected{failure(waiting.error())};
        TransferReport report{.message = {}, .transfers = 0, .sum = {0, euro()}};
        if (waiting->empty()) return report;
        report.message = "CT-" + to_string(pos::make_ulid(now, random));
        for (stored::TransferRow& row : *waiting) {
            row.transfer.message = report.message;
            row.transfer.pay_on = pay_on;
            const auto moved = move_on(books, row.transfer, TransferState::ordered, "", now);
            if (!moved) return std::unexpected{moved.error()};
            if (!*moved) continue;
            ++report.transfers;
            report.sum.minor += row.transfer.amount_minor;
        }
        if (auto noted = note_change(books, "billing.transfer", "", report.message, now); !noted)
            return std::unexpected{noted.error()};
        return report;
    });
}

Outcome<std::string> transfer_file(pos::store::db::Connection& db, const std::string& message) {
    const auto rows = order_of(db, message);
    if (!rows) return std::unexpected{rows.error()};
    const auto sender = read_sender(db);
    if (!sender) return std::unexpected{sender.error()};
    const stored::Transfer& first = rows->front().transfer;
    if (first.state == TransferState::withdrawn) return refuse(message + " was withdrawn.");
    bank::TransferOrder order{.message = message,
                              .made_at = made_at(message, first.asked_at),
                              .from = {holder_of(*sender), sender->iban, sender->bic},
                              .pay_on = first.pay_on.value_or(pos::Date{}),
                              .transfers = {}};
    for (const stored::TransferRow& row : *rows) {
        const stored::Transfer& one = row.transfer;
        order.transfers.push_back({to_string(one.transfer), one.amount_minor, one.to,
                                   row.account + (one.reason.empty() ? "" : " " + one.reason)});
    }
    return bank::to_pain_001(order);
}

Outcome<bool> note_paid(BillingBooks& books, stored::Transfer transfer, pos::Instant now) {
    if (transfer.state != TransferState::ordered) return false;
    return move_on(books, std::move(transfer), TransferState::paid, "", now);
}

Outcome<std::int64_t> settle_transfers(BillingBooks& books, const std::string& message,
                                       pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<std::int64_t> {
        const auto rows = order_of(*books.db, message);
        if (!rows) return std::unexpected{rows.error()};
        std::int64_t fresh = 0;
        for (const stored::TransferRow& row : *rows) {
            const auto moved = note_paid(books, row.transfer, now);
            if (!moved) return std::unexpected{moved.error()};
            if (*moved) ++fresh;
        }
        return fresh;
    });
}

NewPayment homecoming_of(const stored::TransferRow& row, const std::string& reason,
                         const std::string& on) {
    return payment_of(row,
                      "Transfer " + to_string(row.transfer.transfer) + " came back" +
                          (reason.empty() ? "" : ": " + reason),
                      homecoming_id(row.transfer.transfer), on);
}

Outcome<bool> note_returned(BillingBooks& books, stored::Transfer transfer,
                            const std::string& reason, pos::Instant now) {
    if (transfer.state == TransferState::returned) return false;
    return move_on(books, std::move(transfer), TransferState::returned, reason, now);
}

Outcome<pos::Money> return_transfer(BillingBooks& books, const std::string& transfer,
                                    const std::string& reason, pos::Instant now,
                                    pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto id = pos::parse_ulid(transfer);
        const auto found =
            id ? stored::transfer_of(*books.db, *id)
               : pos::store::Answer<std::optional<stored::TransferRow>>{std::nullopt};
        if (!found) return std::unexpected{failure(found.error())};
        if (!*found) return refuse("Nothing was transferred as " + transfer + ".");
        const stored::Transfer& one = (*found)->transfer;
        if (one.state == TransferState::waits) return refuse(transfer + " is in no file yet.");
        if (one.state == TransferState::withdrawn) return refuse(transfer + " was withdrawn.");
        const auto noted = note_returned(books, one, reason, now);
        if (!noted) return std::unexpected{noted.error()};
        if (!*noted) return refuse(Why::other, "went_back", transfer + " came back before.");
        const auto back = take_payment(books, homecoming_of(**found, reason, {}), now, random);
        if (!back) return std::unexpected{back.error()};
        return pos::Money{one.amount_minor, euro()};
    });
}

Outcome<std::int64_t> withdraw_transfers(BillingBooks& books, const std::string& which,
                                         pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<std::int64_t> {
        std::vector<stored::TransferRow> rows;
        if (const auto id = pos::parse_ulid(which)) {
            auto one = stored::transfer_of(*books.db, *id);
            if (!one) return std::unexpected{failure(one.error())};
            if (!*one) return refuse("Nothing was transferred as " + which + ".");
            // A file goes to the bank whole, or not at all.
            if (!(*one)->transfer.message.empty()) {
                return refuse(Why::other, "in_a_file",
                              which + " is in the file " + (*one)->transfer.message + ".");
            }
            rows.push_back(std::move(**one));
        } else {
            auto all = order_of(*books.db, which);
            if (!all) return std::unexpected{all.error()};
            rows = std::move(*all);
            const bool gone = std::ranges::any_of(rows, [](const auto& row) {
                return row.transfer.state == TransferState::paid ||
                       row.transfer.state == TransferState::returned;
            });
            if (gone) {
                return refuse(Why::other, "went_out",
                              which + " went to the bank: it has carried out some of it.");
            }
        }
        std::int64_t withdrawn = 0;
        PaidSoFar so_far;  // several may be of one account
        for (const stored::TransferRow& row : rows) {
            if (row.transfer.state == TransferState::withdrawn) continue;
            const auto moved = move_on(books, row.transfer, TransferState::withdrawn, "", now);
            if (!moved) return std::unexpected{moved.error()};
            if (!*moved) continue;
            const std::string id = to_string(row.transfer.transfer);
            const auto back = take_payment(books,
                                           payment_of(row, "Transfer " + id + " was withdrawn",
                                                      "withdrawn-transfer:" + id, {}),
                                           now, random, so_far);
            if (!back) return std::unexpected{back.error()};
            ++withdrawn;
        }
        return withdrawn;
    });
}

}  // namespace app::core::billing
