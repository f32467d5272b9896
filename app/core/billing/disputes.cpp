#include "app/core/billing/disputes.hpp"

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/disputes.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DisputeState;

Outcome<pos::Money> disputed_amount(const NewDispute& asked,
                                    const stored::StoredDocument& document) {
    const pos::Money open{document.open_minor, document.issued.currency};
    if (document.issued.kind != pos::journal::DocumentKind::invoice || open.minor <= 0) {
        return refuse(Why::other, "nothing_open", "Nothing is open of " + asked.document + ".");
    }
    if (asked.amount.empty()) return open;
    const auto amount = pos::parse_money(asked.amount, open.currency);
    if (!amount || amount->minor <= 0) {
        return misuse(Why::no_amount, asked.amount,
                      "\"" + asked.amount + "\" is no amount above zero, such as 10.00.");
    }
    if (amount->minor > open.minor) {
        return refuse(Why::other, "more_than_open",
                      "No more than " + to_string(open) + " is open of " + asked.document + ".");
    }
    return *amount;
}

Outcome<bool> close(BillingBooks& books, const pos::Ulid& document, DisputeState state,
                    const std::string& answer, pos::Instant now) {
    stored::Dispute closed;
    closed.document = document;
    closed.state = state;
    closed.answer = answer;
    closed.closed_on = books.office.zone.local(now).date;
    closed.closed_by = books.user().name;
    const auto done = stored::close_dispute(*books.db, closed);
    if (!done) return std::unexpected{database(done.error())};
    return *done;
}

}  // namespace

Outcome<pos::Money> open_dispute(BillingBooks& books, const NewDispute& asked, pos::Instant now,
                                 pos::Random& random) {
    if (asked.reason.empty()) return misuse(Why::reason_missing, {}, "Say why it is disputed.");
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto document = find_document(*books.db, asked.document);
        if (!document) return std::unexpected{document.error()};
        const auto amount = disputed_amount(asked, *document);
        if (!amount) return amount;
        stored::Dispute dispute;
        dispute.dispute = pos::make_ulid(now, random);
        dispute.document = document->issued.document;
        dispute.account = document->issued.account;
        dispute.amount_minor = amount->minor;
        dispute.reason = asked.reason;
        dispute.opened_on = books.office.zone.local(now).date;
        dispute.opened_by = books.user().name;
        const auto put = stored::put_dispute(*books.db, dispute);
        if (!put) return std::unexpected{database(put.error())};
        if (!*put) {
            return refuse(Why::other, "disputed_already", asked.document + " is disputed already.");
        }
        return amount;
    });
}

Outcome<void> reject_dispute(BillingBooks& books, const std::string& document,
                             const std::string& answer, pos::Instant now) {
    if (answer.empty()) return misuse(Why::reason_missing, {}, "Say why it is rejected.");
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto found = find_document(*books.db, document);
        if (!found) return std::unexpected{found.error()};
        const auto done = close(books, found->issued.document, DisputeState::rejected, answer, now);
        if (!done) return std::unexpected{done.error()};
        if (!*done) {
            return refuse(Why::other, "nothing_disputed",
                          "Nothing is disputed of " + document + ".");
        }
        return {};
    });
}

Outcome<void> settle_dispute(BillingBooks& books, const pos::Ulid& document,
                             const std::string& credit_note, pos::Instant now) {
    const auto done = close(books, document, DisputeState::credited, credit_note, now);
    if (!done) return std::unexpected{done.error()};
    return {};
}

}  // namespace app::core::billing
