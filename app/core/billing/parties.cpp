#include "app/core/billing/parties.hpp"

#include <fmt/format.h>

#include "app/core/billing/in_transaction.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/parties/compose.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/parties.hpp"

namespace app::core::billing {

namespace {

namespace parties = pos::store::parties;
using pos::customer::Known;
using pos::customer::Party;
using pos::customer::PartyFault;

parties::Doing doing(const BillingBooks& books, pos::Instant now) {
    return {books.when(now), books.user(), now};
}

/// Appends an entry, makes what it says known and tells the tills.
Outcome<void> put(BillingBooks& books, const parties::Composed& composed, pos::Instant now) {
    auto& db = *books.db;
    const auto written = books.stream->append(composed.event, now);
    if (!written) return std::unexpected{failure(written.error())};
    std::optional<Party> content;
    if (composed.sealed) {
        if (auto kept = books.stream->attach(*composed.sealed); !kept) {
            return std::unexpected{failure(kept.error())};
        }
        content = parties::party_from(composed.sealed->attachment.bytes);
    }
    if (auto held = parties::hold(db); !held) return std::unexpected{database(held.error())};
    pos::store::Touched touched;
    auto done = pos::store::feed::touch_unpublished_customers(db, touched);
    if (done) {
        done = parties::take_edit(db, {books.stream->journal(), written->seq, composed.event},
                                  content, now, touched.customers);
    }
    if (done && touched.size() > 0) {
        done = pos::store::feed::publish(db, books.office.journal.currency, touched);
    }
    if (!done) return std::unexpected{database(done.error())};
    return {};
}

Outcome<Known> known_of(pos::store::db::Connection& db, const pos::Ulid& id) {
    auto found = parties::known(db, id);
    if (!found) return std::unexpected{database(found.error())};
    Known nobody;
    nobody.party.id = id;
    return found->value_or(nobody);
}

/// Whether another customer, itself still, has the number.
Outcome<bool> is_taken(pos::store::db::Connection& db, const Party& party) {
    const auto others = db.value<std::int64_t>(
        "SELECT count(*) FROM party WHERE number = $1 AND party <> $2", party.number, party.id);
    if (!others) return std::unexpected{database(others.error())};
    return others->value_or(0) > 0;
}

/// requires: an open transaction of the books
Outcome<bool> save(BillingBooks& books, const Known& before, Party& party, bool is_new,
                   pos::Instant now, pos::Random& random) {
    if (before.into)
        return refuse(Why::gone, before.party.number, "That customer was merged into another one.");
    if (before.erased || (!is_new && before.stated.none())) {
        return refuse(Why::no_customer, party.number, "There is no such customer any more.");
    }
    if (is_new && party.number.empty()) {
        auto number = parties::next_number(*books.db, books.office.journal.branch);
        if (!number) return std::unexpected{database(number.error())};
        party.number = std::move(*number);
    }
    if (!is_new && party.number != before.party.number) {
        return refuse("The number of a customer stays: receipts bear it.");
    }
    const auto wrong = pos::customer::faults(party);
    if (!wrong.empty()) return std::unexpected{party_refusal(wrong.front())};
    if (is_new) {
        const auto taken = is_taken(*books.db, party);
        if (!taken) return std::unexpected{taken.error()};
        if (*taken) {
            return refuse(Why::taken, party.number,
                          fmt::format("The number {} is another customer's.", party.number));
        }
    }
    return write_party(books, before, party, now, random);
}

std::string_view word_of_fault(PartyFault fault) {
    switch (fault) {
        case PartyFault::number_missing:
            return "number_missing";
        case PartyFault::number_too_long:
            return "number_too_long";
        case PartyFault::name_missing:
            return "name_missing";
        case PartyFault::text_too_long:
            return "text_too_long";
        case PartyFault::country_wrong:
            return "country_wrong";
        case PartyFault::email_wrong:
            return "email_wrong";
    }
    return "wrong";
}

}  // namespace

Failure party_refusal(PartyFault fault) {
    return {FailureKind::refused, words_of(fault), Why::other,
            "customer_" + std::string{word_of_fault(fault)}};
}

Outcome<Known> find_customer(pos::store::db::Connection& db, std::string_view who) {
    if (const auto id = pos::parse_ulid(who)) {
        auto found = parties::known(db, *id);
        if (!found) return std::unexpected{database(found.error())};
        if (*found) return std::move(**found);
    }
    const auto several = db.value<std::int64_t>(
        "SELECT count(*) FROM party WHERE number = $1 AND into_party IS NULL AND erased = 0", who);
    if (!several) return std::unexpected{database(several.error())};
    if (several->value_or(0) > 1) {
        return refuse(Why::other, "several_customers",
                      fmt::format("Several customers have the number {}. Name one by its id, as "
                                  "`counterfoil customer duplicates` shows it.",
                                  who));
    }
    const auto party = parties::of_number(db, who);
    if (!party) return std::unexpected{database(party.error())};
    if (!*party)
        return refuse(Why::no_customer, std::string{who},
                      fmt::format("No customer has the number {}.", who));
    return known_of(db, (*party)->id);
}

Outcome<bool> write_party(BillingBooks& books, const Known& before, const Party& after,
                          pos::Instant now, pos::Random& random) {
    const auto composed = parties::edit(before, after, doing(books, now), random);
    if (!composed) return false;
    if (auto done = put(books, *composed, now); !done) return std::unexpected{done.error()};
    return true;
}

Outcome<bool> save_party(BillingBooks& books, Party& party, pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const bool is_new = !party.id;
        if (is_new) party.id = pos::make_ulid(now, random);
        const auto before = known_of(*books.db, party.id);
        if (!before) return std::unexpected{before.error()};
        return save(books, *before, party, is_new, now, random);
    });
}

Outcome<bool> add_party(BillingBooks& books, Party& party, pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto before = known_of(*books.db, party.id);
        if (!before) return std::unexpected{before.error()};
        if (!before->stated.none()) {
            party = before->party;
            return false;
        }
        return save(books, *before, party, true, now, random);
    });
}

Outcome<bool> change_party(BillingBooks& books, const pos::Ulid& id,
                           const std::function<void(Party&)>& change, pos::Instant now,
                           pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto before = known_of(*books.db, id);
        if (!before) return std::unexpected{before.error()};
        Party after = before->party;
        change(after);
        return save(books, *before, after, false, now, random);
    });
}

Outcome<void> merge_customers(BillingBooks& books, std::string_view other, std::string_view into,
                              pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<void> {
        auto& db = *books.db;
        const auto gone = find_customer(db, other);
        if (!gone) return std::unexpected{gone.error()};
        const auto stays = find_customer(db, into);
        if (!stays) return std::unexpected{stays.error()};
        for (const Known* one : {&*gone, &*stays}) {
            if (one->into || one->erased) {
                return refuse(
                    Why::gone, one->party.number,
                    fmt::format("Customer {} was merged or erased already.", one->party.number));
            }
        }
        if (gone->party.id == stays->party.id)
            return refuse(Why::same_customer, {}, "Both are one customer already.");
        const auto full = parties::completed(stays->party, gone->party);
        auto filled = write_party(books, *stays, full, now, random);
        if (!filled) return std::unexpected{filled.error()};
        const auto merged = parties::merging(*gone, stays->party.id, doing(books, now));
        if (auto done = put(books, merged, now); !done) return done;
        const auto moved =
            db.exec("UPDATE billing_account SET party = $2, version = version + 1 WHERE party = $1",
                    gone->party.id, stays->party.id);
        if (!moved) return std::unexpected{database(moved.error())};
        return {};
    });
}

Outcome<std::size_t> erase_customer(BillingBooks& books, std::string_view who, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<std::size_t> {
        auto& db = *books.db;
        const auto whom = find_customer(db, who);
        if (!whom) return std::unexpected{whom.error()};
        if (whom->erased)
            return refuse(Why::gone, whom->party.number, "That customer was erased already.");
        const auto all = parties::with_merged(db, whom->party.id);
        if (!all) return std::unexpected{database(all.error())};
        pos::journal::PersonErased erased{books.when(now), books.user(), {}};
        for (const Party& one : *all) {
            const auto accounts = db.value<std::int64_t>(
                "SELECT count(*) FROM billing_account WHERE party = $1", one.id);
            if (!accounts) return std::unexpected{database(accounts.error())};
            if (accounts->value_or(0) > 0) {
                return refuse(
                    Why::billed, one.number,
                    fmt::format(
                        "Customer {} has an account that is billed: its documents must be kept.",
                        one.number));
            }
            const auto known = known_of(db, one.id);
            if (!known) return std::unexpected{known.error()};
            if (auto done = put(books, parties::erasing(*known, doing(books, now)), now); !done) {
                return std::unexpected{done.error()};
            }
            const auto hashes = parties::unseal(db, one.id);
            if (!hashes) return std::unexpected{database(hashes.error())};
            erased.attachments.insert(erased.attachments.end(), hashes->begin(), hashes->end());
        }
        const auto said = books.stream->append(erased, now);
        if (!said) return std::unexpected{failure(said.error())};
        return erased.attachments.size();
    });
}

}  // namespace app::core::billing
