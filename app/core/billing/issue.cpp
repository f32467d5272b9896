#include "app/core/billing/issue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/level_books.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/runs.hpp"
#include "pos/store/billing/usage.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::store::Answer;
using pos::store::store_error;

/// Errors that are the account's own: the others would meet every account.
bool is_of_the_account(const pos::store::StoreError& error) {
    using Kind = pos::store::StoreErrorKind;
    return error.kind == Kind::not_projected || error.kind == Kind::failed;
}

std::string reason_of(const pos::store::StoreError& error) {
    if (error.kind == pos::store::StoreErrorKind::not_projected) {
        return say(causes::kContradicts);
    }
    return say(causes::kNotWritten, fmt::arg("reason", error.cause.text));
}

/// "I2026", or "C2026b" after a restore.
std::string series_of(const pos::journal::DocumentIssued& issued, const std::string& suffix) {
    const bool invoice = issued.kind == pos::journal::DocumentKind::invoice;
    const char kind = is_opening_balance(issued) ? 'B' : invoice ? 'I' : 'C';
    return fmt::format("{}{}{}", kind, split(issued.issued_on).year, suffix);
}

}  // namespace

Answer<std::vector<Issued>> Issuer::issue(std::span<Prepared> accounts, pos::Instant now) {
    auto done = in_one(accounts, now);
    if (done || !is_of_the_account(done.error())) return done;
    if (accounts.size() == 1) {
        accounts.front().fault = reason_of(done.error());
        auto parked = in_one(accounts, now);
        if (!parked) return parked;
        return std::vector{Issued::parked};
    }
    std::vector<Issued> issued;
    const std::size_t half = accounts.size() / 2;
    for (const auto part : {accounts.first(half), accounts.subspan(half)}) {
        auto written = issue(part, now);
        if (!written) return written;
        std::ranges::move(*written, std::back_inserter(issued));
    }
    return issued;
}

Answer<std::vector<Issued>> Issuer::in_one(std::span<Prepared> accounts, pos::Instant now) {
    if (auto begun = books_.stream->begin(); !begun) return std::unexpected{begun.error()};
    auto issued = within(accounts, now);
    if (!issued) {
        books_.stream->give_up();
        return issued;
    }
    if (auto done = books_.stream->commit(); !done) return std::unexpected{done.error()};
    return issued;
}

Answer<std::vector<Issued>> Issuer::within(std::span<Prepared> accounts, pos::Instant now) {
    if (auto done = look_at(accounts); !done) return std::unexpected{std::move(done.error())};
    billed_.clear();
    std::vector<Issued> issued;
    for (Prepared& one : accounts) {
        auto written = write(one, now);
        if (!written) return std::unexpected{std::move(written.error())};
        issued.push_back(*written);
    }
    if (auto done = stored::note_billed(*books_.db, billed_); !done) {
        return store_error(done.error());
    }
    return issued;
}

/// What all of them need to know, at once: each question alone costs a way to the server.
Answer<void> Issuer::look_at(std::span<const Prepared> accounts) {
    auto& db = *books_.db;
    // Held to the end, as every stream's transaction does: usage that comes in meanwhile sees what
    // was billed.
    const auto batch = stored::usage_head(db);
    if (!batch) return store_error(batch.error());
    usage_batch_ = *batch;
    std::vector<pos::Ulid> ids;
    std::vector<stored::NextBill> next;
    for (const Prepared& one : accounts) {
        ids.push_back(one.account);
        if (one.fault.empty()) next.push_back({one.account, one.version, one.next_bill});
    }
    auto wallets = stored::wallets_among(db, ids);
    if (!wallets) return store_error(std::move(wallets.error()));
    wallets_ = std::move(*wallets);
    auto open = stored::with_open_items(db, ids);
    if (!open) return store_error(std::move(open.error()));
    open_items_ = std::move(*open);
    auto as_prepared = stored::set_next_bills(db, next);
    if (!as_prepared) return store_error(std::move(as_prepared.error()));
    as_prepared_ = std::move(*as_prepared);
    auto agreed = PaymentAgreements::read(db, ids);
    if (!agreed) return std::unexpected{std::move(agreed.error())};
    agreed_ = std::move(*agreed);
    return {};
}

Answer<void> Issuer::park(const Prepared& one, const std::string& reason, pos::Instant now) {
    auto done = stored::park(*books_.db, one.account, run_, reason, now);
    if (!done) return store_error(std::move(done.error()));
    return {};
}

/// The account stays due, as it was.
Answer<Issued> Issuer::out_of_date(const Prepared& one) {
    const stored::NextBill as_it_was{one.account, one.version + 1, as_of_};
    const auto back = stored::set_next_bills(*books_.db, {&as_it_was, 1});
    if (!back) return store_error(back.error());
    return Issued::out_of_date;
}

Answer<Issued> Issuer::write(Prepared& one, pos::Instant now) {
    auto& db = *books_.db;
    if (!one.fault.empty()) {
        if (auto done = park(one, one.fault, now); !done) return std::unexpected{done.error()};
        return Issued::parked;
    }
    if (!as_prepared_.contains(one.account)) return Issued::out_of_date;
    if (usage_batch_ != one.usage_batch) {
        const auto came = stored::came_since(db, one.subscriptions, one.usage_batch);
        if (!came) return store_error(came.error());
        if (*came) return out_of_date(one);
    }
    for (const UnitsOfBill& units : one.units) {
        const auto stand = units_stand(db, units);
        if (!stand) return std::unexpected{stand.error()};
        if (!*stand) return out_of_date(one);
    }
    for (const UsageLookedAt& usage : one.usage) {
        if (usage.billed_until) {
            const auto [until, is_new] = billed_.try_emplace(
                std::pair{usage.subscription, usage.meter}, *usage.billed_until);
            if (!is_new) until->second = std::max(until->second, *usage.billed_until);
        }
        auto done = stored::late_is_billed(db, usage.subscription, usage.meter, usage.late);
        if (done) {
            done = stored::note_late(db, usage.subscription, usage.meter, usage.unwritten);
        }
        if (!done) return store_error(std::move(done.error()));
    }
    if (one.was_parked) {
        if (auto done = stored::unpark(db, one.account); !done) {
            return store_error(std::move(done.error()));
        }
    }
    if (one.level && one.level->settles) {
        if (auto done = write_settlement(one, now); !done) return std::unexpected{done.error()};
        return one.document || one.level->taken_back ? Issued::document : Issued::nothing;
    }
    if (!one.document) return Issued::nothing;
    if (auto done = write_document(one, now); !done) return std::unexpected{done.error()};
    return Issued::document;
}

Answer<void> issue_document(BillingBooks& books, pos::journal::DocumentIssued& issued,
                            const stored::Billed& whose, pos::Instant now, pos::Random& random) {
    const auto agreed = PaymentAgreements::read(*books.db, {&issued.account, 1});
    if (!agreed) return std::unexpected{agreed.error()};
    return issue_document(books, issued, whose, *agreed, now, random);
}

Answer<void> issue_document(BillingBooks& books, pos::journal::DocumentIssued& issued,
                            const stored::Billed& whose, const PaymentAgreements& agreed,
                            pos::Instant now, pos::Random& random) {
    AskedPayment asked = agreed.of(issued);
    issued.asked = std::move(asked.how);
    stored::Billed billed = whose;
    billed.debited = std::move(asked.debited);
    const pos::journal::Sealed party = pos::journal::seal(stored::bytes_of(billed), random);
    if (!issued.document) issued.document = pos::make_ulid(now, random);
    issued.when = books.when(now);
    issued.user = books.user();
    issued.party = party.hash;
    for (auto& line : issued.lines) line.item = pos::make_ulid(now, random);
    issued.series = series_of(issued, books.stream->suffix());
    const auto number = books.stream->draw_number(issued.series);
    if (!number) return std::unexpected{number.error()};
    issued.number = pos::store::office::document_number(issued.series, *number);
    if (auto done = books.stream->append(issued, now); !done) {
        return std::unexpected{done.error()};
    }
    return books.stream->attach(party);
}

/// The document itself, with what coupons and units say behind it; nothing pays it yet.
Answer<void> Issuer::issue_whole(Prepared& one, pos::Instant now) {
    pos::journal::DocumentIssued& issued = *one.document;
    issued.run = run_;
    issued.account = one.account;
    issued.account_number = one.account_number;
    issued.issued_on = as_of_;
    issued.due_on = {as_of_.days + one.terms_days};
    if (one.level && !one.level->due.empty()) {
        issued.due_on = std::max(as_of_, one.level->due.back().payment.due);
    }
    const stored::Billed whose{one.party, one.references};
    if (auto done = issue_document(books_, issued, whose, agreed_, now, random_); !done)
        return done;
    if (!one.coupons.empty()) {
        pos::journal::CouponsApplied applied{
            books_.when(now), books_.user(), issued.account, issued.document, {}};
        for (const LineCoupon& each : one.coupons) {
            applied.parts.push_back(
                {each.redemption, issued.lines[each.line].item, each.period, each.amount});
        }
        if (auto done = books_.stream->append(applied, now); !done) {
            return std::unexpected{done.error()};
        }
    }
    for (const UnitsOfBill& units : one.units) {
        if (auto done = move_units(books_, units, issued, now); !done) return done;
    }
    return {};
}

Answer<void> Issuer::write_document(Prepared& one, pos::Instant now) {
    if (auto done = issue_whole(one, now); !done) return done;
    const pos::journal::DocumentIssued& issued = *one.document;
    if (one.level) {
        if (auto done = note_requests(books_, *one.level, issued.document); !done) return done;
    }
    const MayPay has{wallets_.contains(one.account), open_items_.contains(one.account)};
    return pay_at_once(books_, issued, has, now, random_);
}

/// The bill of a term that is over, and the credit note that takes its level payments back: first
/// what of them was not paid, so that it is asked for once; what was paid of them pays the bill.
Answer<void> Issuer::write_settlement(Prepared& one, pos::Instant now) {
    LevelPart& level = *one.level;
    if (level.taken_back) {
        pos::journal::DocumentIssued& note = *level.taken_back;
        note.run = run_;
        note.account = one.account;
        note.account_number = one.account_number;
        note.issued_on = note.due_on = as_of_;
        const stored::Billed whose{one.party, one.references};
        if (auto done = issue_document(books_, note, whose, agreed_, now, random_); !done)
            return done;
        if (one.document) {
            // What could not be written is written again, with another number perhaps.
            if (!level.said) level.said = one.document->note;
            one.document->note =
                *level.said + (level.said->empty() ? "" : " ") + settled_note(note, one.party);
        }
    }
    if (one.document) {
        if (auto done = issue_whole(one, now); !done) return done;
    }
    if (auto done = note_settled(books_, one, as_of_, now); !done) return done;
    const MayPay has{wallets_.contains(one.account), open_items_.contains(one.account)};
    if (level.taken_back) return pay_settlement(books_, one, has, now, random_);
    return one.document ? pay_at_once(books_, *one.document, has, now, random_) : Answer<void>{};
}

Answer<void> pay_at_once(BillingBooks& books, const pos::journal::DocumentIssued& issued,
                         MayPay has, pos::Instant now, pos::Random& random) {
    std::int64_t left = issued.payable.minor;
    if (left > 0 && has.wallet) {
        const auto paid = pay_from_wallet(books, issued, left, now, random);
        if (!paid) return std::unexpected{paid.error()};
        left -= *paid;
    }
    if (!has.open_items) return {};
    const auto open = stored::open_items(*books.db, issued.account);
    if (!open) return store_error(open.error());
    pos::journal::Allocated allocated{books.when(now), books.user(), issued.account, {}};
    for (const stored::OpenItem& item : *open) {
        if (item.about == issued.document || left == 0) continue;
        if ((item.open_minor < 0) == (left < 0)) continue;
        const std::int64_t size = std::min(std::abs(item.open_minor), std::abs(left));
        const pos::Money amount{size, issued.currency};
        if (left > 0) {
            allocated.allocations.push_back({item.about, issued.document, amount});
            left -= size;
        } else {
            allocated.allocations.push_back({issued.document, item.about, amount});
            left += size;
        }
    }
    if (allocated.allocations.empty()) return {};
    if (auto done = books.stream->append(allocated, now); !done) {
        return std::unexpected{done.error()};
    }
    return {};
}

}  // namespace app::core::billing
