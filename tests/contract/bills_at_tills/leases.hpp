#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/leases.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/tell_accounts.hpp"
#include "pos/store/feed/told_accounts.hpp"
#include "pos/store/parties/parties.hpp"
#include "tests/contract/office/office.hpp"

namespace test {

/// An office on either engine with account 1 and its credit, and two tills of one branch that hear
/// of it by their feeds alone and are heard by their journals alone.
class LeasesOffice : public EitherOffice {
protected:
    struct LeaseTill {
        std::string code;
        std::unique_ptr<pos::store::Store> store;
        pos::store::office::Terminal terminal;
        pos::store::db::Connection& db() const { return store->reader().connection(); }
    };

    void SetUp() override {
        EitherOffice::SetUp();
        put_account();
        join(first_, "T1");
        join(second_, "T2");
    }

    void put_account() {
        pos::customer::Known known;
        known.party.id = id(41);
        known.party.number = "K1";
        known.party.name = "Otto Müller";
        known.stated = pos::customer::Fields::all();
        pos::store::Touched touched;
        touched.customers.insert(known.party.id);
        auto work =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(work);
        ASSERT_TRUE(pos::store::parties::take(*db_, known, now_));
        ASSERT_TRUE(pos::store::feed::publish(*db_, kEuro, touched));
        pos::customer::Account account;
        account.id = account_;
        account.number = "1";
        account.party = known.party.id;
        account.currency = kEuro;
        account.zone = "Europe/Berlin";
        account.terms_days = 14;
        ASSERT_TRUE(pos::store::billing::put_account(*db_, account, now_));
        ASSERT_TRUE(work->commit());
    }
    void join(LeaseTill& till, const std::string& code) {
        till.code = code;
        const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite,
                                              directory_.file(code + ".db")};
        auto made = pos::store::Store::create(target,
                                              {.branch = "B01",
                                               .terminal = code,
                                               .currency = kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {}, now_, random_);
        ASSERT_TRUE(made);
        till.store = std::move(*made);
        pos::Hash hash{};
        random_.fill(hash);
        const pos::store::office::EnrolCode enrol{hash, "B01", code, {now_.unix_ms + 600'000}};
        ASSERT_TRUE(pos::store::office::put_enrol_code(*db_, enrol, now_).value());
        const auto terminal = pos::store::office::join(
            *db_, {hash, till.store->journal().public_key, "B01", code, "test"},
            pos::make_ulid(now_, random_), now_);
        ASSERT_TRUE(terminal && *terminal);
        till.terminal = **terminal;
    }

    // ---- the office ----

    app::core::billing::BillingBooks books() {
        app::core::billing::BillingBooks books{
            connect({pos::store::db::OpenMode::read_write}),
            nullptr,
            {{}, {}, *pos::locale::Zone::open("Europe/Berlin"), {}, {}, false}};
        books.office.journal.currency = kEuro;
        books.office.opening.user = {id(1), "Anna", pos::people::Role::manager, true};
        auto stream = pos::store::office::Stream::open(
            *books.db, {directory_.file("office.key.billing"), "test"}, now_, random_);
        EXPECT_TRUE(stream);
        books.stream = std::make_unique<pos::store::office::Stream>(std::move(*stream));
        return books;
    }
    pos::Ulid credit(app::core::billing::NewLot lot) {
        lot.account = "1";
        auto open = books();
        const auto done = app::core::billing::grant_credit(open, lot, now_, random_);
        EXPECT_TRUE(done) << done.error().words;
        now_.unix_ms += 1'000;  // the next one is younger
        return done ? done->lot : pos::Ulid{};
    }
    app::core::Outcome<app::core::billing::GrantedLease> try_lease(
        app::core::billing::NewLease lease) {
        if (lease.account.empty()) lease.account = "1";
        if (lease.branch.empty()) lease.branch = "B01";
        if (lease.till.empty()) lease.till = "T1";
        auto open = books();
        return app::core::billing::grant_lease(open, lease, now_, random_);
    }
    pos::Ulid lease(app::core::billing::NewLease asked) {
        const auto done = try_lease(std::move(asked));
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->lease : pos::Ulid{};
    }
    std::string refusal(app::core::billing::NewLease asked) {
        const auto done = try_lease(std::move(asked));
        EXPECT_FALSE(done);
        return done ? "" : done.error().words;
    }
    app::core::billing::TillBooking book() {
        auto open = books();
        auto done = app::core::billing::book_till_payments(open, now_, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(app::core::billing::TillBooking{});
    }
    std::int64_t balance() {
        const auto known = app::core::billing::wallet_at(*db_, account_, kEuro, now_);
        EXPECT_TRUE(known);
        return known ? known->balance.minor : -1;
    }
    std::int64_t left_of_lot(const pos::Ulid& lot) {
        const auto found = pos::store::billing::lot_of(*db_, lot);
        return found && *found ? (*found)->left_minor : -1;
    }
    pos::store::billing::StoredLease stored_lease(const pos::Ulid& lease) {
        const auto found = pos::store::billing::lease_of(*db_, lease);
        EXPECT_TRUE(found && *found);
        return found && *found ? **found : pos::store::billing::StoredLease{};
    }
    std::vector<pos::store::billing::StoredLease> frozen() {
        return pos::store::billing::frozen_leases(*db_, 10).value();
    }
    std::int64_t owed() {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(open_minor), 0) AS BIGINT) FROM open_item")
            ->value();
    }
    std::int64_t in_book(pos::journal::Book book) {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT) FROM ledger WHERE book = $1",
                book)
            ->value();
    }
    /// Every promise that verify() looks at holds, and what was granted is somewhere.
    void expect_books_in_order() {
        const auto report = verified();
        EXPECT_TRUE(report.is_good());
        for (const auto& each : report.differences) {
            ADD_FAILURE() << each.table << " " << each.key << " " << each.column << ": "
                          << each.stored << " for " << each.rebuilt;
        }
        const auto below = db_->value<std::int64_t>(
            "SELECT count(*) FROM wallet_lot l WHERE l.amount_minor < (SELECT coalesce("
            "sum(m.amount_minor), 0) FROM wallet_move m WHERE m.lot = l.lot)");
        EXPECT_EQ(below->value(), 0);
    }

    // ---- a till ----

    /// What the office would answer it.
    void follow(LeaseTill& till) {
        for (bool more = true; more;) {
            const auto told = pos::store::feed::tell_accounts(*db_, 10);
            ASSERT_TRUE(told) << told.error().text;
            more = *told;
        }
        const auto at = pos::store::feed::cursor(till.db()).value();
        const auto next =
            pos::store::feed::changes_behind(*db_, "B01", at.number, {}, till.terminal.terminal);
        ASSERT_TRUE(next);
        const auto applied = pos::store::feed::apply(
            till.db(), {.branch = "B01", .currency = kEuro, .now = now_}, epoch_, *next);
        ASSERT_TRUE(applied) << applied.error().text;
        EXPECT_EQ(applied->unread, 0U);
    }
    pos::store::feed::KnownAccount known(LeaseTill& till) {
        const auto found = pos::store::feed::known_account(till.db(), account_);
        EXPECT_TRUE(found && *found);
        return found && *found ? **found : pos::store::feed::KnownAccount{};
    }
    static pos::journal::CreditPart part(const pos::Ulid& lease, std::int64_t minor,
                                         std::int64_t over = 0) {
        return {lease, euro(minor), euro(over)};
    }
    /// A sale that credit paid, as the register stores it; negative figures give back.
    pos::Ulid spend(LeaseTill& till, std::vector<pos::journal::CreditPart> parts,
                    std::optional<pos::Ulid> of = {}) {
        pos::journal::SaleRecord record = of ? sample_refund() : sample_sale();
        record.sale = pos::make_ulid(now_, random_);
        record.number.clear();
        record.external_number.clear();
        record.terminal = till.code;
        pos::journal::CreditUsed used;
        used.sale = record.sale;
        used.of = of;
        used.when = record.when;
        used.cashier = record.cashier;
        used.account = account_;
        used.account_number = "1";
        used.parts = std::move(parts);
        used.left = known(till).leased_at(now_);
        pos::store::Batch batch;
        if (of) {
            batch.events.emplace_back(pos::journal::SaleRefunded{record});
        } else {
            batch.events.emplace_back(pos::journal::SaleCompleted{record});
        }
        batch.events.emplace_back(used);
        const auto stored = till.store->append(std::move(batch), now_);
        EXPECT_TRUE(stored);
        return record.sale;
    }
    void give_up(LeaseTill& till, const pos::Ulid& lease, std::int64_t left) {
        pos::store::Batch batch;
        batch.events.emplace_back(
            pos::journal::CreditGivenUp{at(20, 0, 0), anna(), {{lease, account_, euro(left)}}});
        EXPECT_TRUE(till.store->append(std::move(batch), now_));
    }
    /// The whole journal, as often as it is called.
    void send(LeaseTill& till) {
        std::vector<pos::journal::SealedEntry> entries;
        EXPECT_TRUE(till.store->reader().walk(till.store->journal().journal, 0,
                                              [&](const pos::journal::Entry& entry) {
                                                  entries.push_back({entry, {}});
                                                  return true;
                                              }));
        const auto& journal = till.store->journal();
        const auto receipt = pos::store::office::take_in(
            *db_,
            {till.terminal.terminal, "B01", till.code, journal.journal, journal.public_key,
             pos::journal::genesis(journal.journal, journal.public_key), entries},
            now_);
        EXPECT_TRUE(receipt) << receipt.error().cause.text;
    }

    pos::Instant now_{1'796'200'000'000};  // 2 December 2026, 8:26 in Berlin
    pos::Ulid account_{id(51)};
    pos::Ulid epoch_{id(200)};
    LeaseTill first_;
    LeaseTill second_;
};

}  // namespace test
