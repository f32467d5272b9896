#include "app/core/billing/reallocate.hpp"

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::Allocated;
using Parts = std::vector<stored::AllocationRow>;

/// The payment or credit note that is named.
Outcome<pos::Ulid> find_source(BillingBooks& books, const std::string& name) {
    if (const auto id = pos::parse_ulid(name)) {
        const auto payment = stored::payment_of(*books.db, *id);
        if (!payment) return std::unexpected{database(payment.error())};
        if (*payment) return (*payment)->payment;
    }
    const auto payment = stored::payment_of_external_id(*books.db, name);
    if (!payment) return std::unexpected{database(payment.error())};
    if (*payment) return (*payment)->payment;
    const auto note = stored::document_of_number(*books.db, name);
    if (!note) return std::unexpected{failure(note.error())};
    if (*note) return (*note)->issued.document;
    return refuse("There is no payment and no credit note " + name + ".");
}

/// What pays the invoice, of what is meant.
Outcome<Parts> parts_of(BillingBooks& books, const Reallocation& asked, const pos::Ulid& document) {
    std::optional<pos::Ulid> source;
    if (!asked.from.empty()) {
        const auto found = find_source(books, asked.from);
        if (!found) return std::unexpected{found.error()};
        source = *found;
    }
    const auto all = stored::allocations_to(*books.db, document);
    if (!all) return std::unexpected{database(all.error())};
    Parts parts;
    for (const auto& part : *all) {
        if (source && part.from != *source) continue;
        const auto payment = stored::payment_of(*books.db, part.from);
        if (!payment) return std::unexpected{database(payment.error())};
        if (source || *payment) parts.push_back(part);
    }
    if (!parts.empty()) return parts;
    return refuse(asked.from.empty() ? "No payment pays " + asked.document + "."
                                     : asked.from + " does not pay " + asked.document + ".");
}

Outcome<void> append(BillingBooks& books, const Allocated& allocated, pos::Instant now) {
    if (allocated.allocations.empty()) return {};
    const auto done = books.stream->append(allocated, now);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

/// The invoice that is paid instead.
Outcome<stored::StoredDocument> find_target(BillingBooks& books, const Reallocation& asked,
                                            const pos::Ulid& account) {
    auto target = find_document(*books.db, asked.to);
    if (!target) return target;
    if (target->issued.account != account) {
        return refuse(Why::of_another, asked.to,
                      asked.to + " is of another account than " + asked.document + ".");
    }
    if (asked.to == asked.document) return misuse("Name another invoice than " + asked.to + ".");
    if (target->open_minor <= 0) return refuse("Nothing is open of " + asked.to + ".");
    return target;
}

}  // namespace

Outcome<Reallocated> reallocate(BillingBooks& books, const Reallocation& asked, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<Reallocated> {
        const auto document = find_document(*books.db, asked.document);
        if (!document) return std::unexpected{document.error()};
        const auto& issued = document->issued;
        const auto parts = parts_of(books, asked, issued.document);
        if (!parts) return std::unexpected{parts.error()};
        Reallocated done{pos::zero(issued.currency), pos::zero(issued.currency)};
        Allocated undone{books.when(now), books.user(), issued.account, {}};
        Allocated instead{books.when(now), books.user(), issued.account, {}};
        std::optional<stored::StoredDocument> target;
        if (!asked.to.empty()) {
            auto found = find_target(books, asked, issued.account);
            if (!found) return std::unexpected{found.error()};
            target = std::move(*found);
        }
        for (const auto& part : *parts) {
            done.undone.minor += part.amount_minor;
            undone.allocations.push_back(
                {part.from, part.to, {-part.amount_minor, issued.currency}});
            if (!target) continue;
            const std::int64_t left = target->open_minor - done.allocated.minor;
            const pos::Money paid{std::min(part.amount_minor, left), issued.currency};
            if (paid.minor <= 0) continue;
            done.allocated.minor += paid.minor;
            instead.allocations.push_back({part.from, target->issued.document, paid});
        }
        if (auto noted = append(books, undone, now); !noted) return std::unexpected{noted.error()};
        if (auto noted = append(books, instead, now); !noted) return std::unexpected{noted.error()};
        return done;
    });
}

}  // namespace app::core::billing
