#include "app/core/billing/collect_again.hpp"

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// A document of which something is open that could be collected.
Outcome<stored::StoredDocument> find_open(pos::store::db::Connection& db,
                                          const std::string& document) {
    auto found = find_document(db, document);
    if (found && found->open_minor <= 0) {
        return refuse(Why::other, "nothing_to_charge",
                      "Nothing is open of " + document + " that could be collected.");
    }
    return found;
}

std::unexpected<Failure> nothing_came_back(const std::string& document) {
    return refuse(Why::other, "no_debit_back", "No collection of " + document + " came back.");
}

/// Says whether what came back is collected again; the audit keeps who did.
Outcome<void> say_again(BillingBooks& books, const pos::journal::DocumentIssued& issued, bool again,
                        pos::Instant now) {
    const auto said = stored::collect_again(*books.db, issued.document, again);
    if (!said) return std::unexpected{database(said.error())};
    auto noted = note_change(books, "billing.collect", "",
                             issued.number + (again ? " again" : " not again"), now);
    if (!noted) return noted;
    const auto told = pos::store::feed::tell_of_account(*books.db, issued.account);
    if (!told) return std::unexpected{database(told.error())};
    return {};
}

}  // namespace

Outcome<void> collect_again(BillingBooks& books, const std::string& document, pos::Instant now) {
    const pos::Date today = books.office.zone.local(now).date;
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto found = find_open(*books.db, document);
        if (!found) return std::unexpected{found.error()};
        const auto& issued = found->issued;
        const auto before = stored::is_collected_again(*books.db, issued.document);
        if (!before) return std::unexpected{database(before.error())};
        if (*before) return {};
        const auto back = stored::came_back(*books.db, {&issued.document, 1});
        if (!back) return std::unexpected{database(back.error())};
        if (back->empty()) return nothing_came_back(document);
        const auto mandates = stored::mandates_among(*books.db, {&issued.account, 1});
        if (!mandates) return std::unexpected{database(mandates.error())};
        if (stored::mandate_in_force(*mandates, today) == nullptr) {
            return refuse(Why::other, "no_mandate_holds",
                          "No mandate of account " + issued.account_number +
                              " holds: note the one that the customer gives first.");
        }
        return say_again(books, issued, true, now);
    });
}

Outcome<void> do_not_collect_again(BillingBooks& books, const std::string& document,
                                   pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto found = find_open(*books.db, document);
        if (!found) return std::unexpected{found.error()};
        const auto& issued = found->issued;
        const auto ordered = stored::with_bank(*books.db, {&issued.document, 1});
        if (!ordered) return std::unexpected{database(ordered.error())};
        if (!ordered->empty()) {
            return refuse(Why::other, "debit_ordered_again",
                          "The bank was told to collect " + document +
                              ": withdraw that order, or wait for what comes of it.");
        }
        const auto back = stored::came_back(*books.db, {&issued.document, 1});
        if (!back) return std::unexpected{database(back.error())};
        if (!back->empty()) return {};
        const auto before = stored::is_collected_again(*books.db, issued.document);
        if (!before) return std::unexpected{database(before.error())};
        if (!*before) return nothing_came_back(document);
        return say_again(books, issued, false, now);
    });
}

}  // namespace app::core::billing
