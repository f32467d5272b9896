// Goal: tills and head office come to know the same of customers, whoever changes what and in
// whatever order changes travel; two customers become one everywhere, and a person can be
// forgotten. Method: stores of tills and an office on either engine; entries and changes are
// carried between them in random orders, a seed each.
#include <gtest/gtest.h>

#include <random>

#include "pos/store/feed/apply.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/membership.hpp"
#include "pos/store/parties/compose.hpp"
#include "pos/store/parties/duplicates.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/history.hpp"
#include "pos/store/parties/parties.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace feed = pos::store::feed;
namespace office = pos::store::office;
namespace parties = pos::store::parties;
using pos::Instant;
using pos::Ulid;
using pos::customer::Field;
using pos::customer::Known;
using pos::customer::Party;
using test::id;
using test::kMorning;

/// A till with a database of its own that has joined.
struct JoinedTill {
    std::unique_ptr<pos::store::Store> store;
    office::Terminal terminal;

    pos::store::db::Connection& db() { return store->reader().connection(); }
};

class Customers : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        auto opened =
            pos::store::Store::open(target_, {.key_file = directory_.file("office.key")}, kMorning);
        ASSERT_TRUE(opened);
        office_ = std::move(*opened);
    }

    JoinedTill till(const std::string& branch, const std::string& code) {
        const std::string file = directory_.file(branch + code + ".db");
        auto made = pos::store::Store::create({pos::store::db::Engine::sqlite, file},
                                              {.branch = branch,
                                               .terminal = code,
                                               .currency = test::kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {}, kMorning, random_);
        EXPECT_TRUE(made);
        pos::Hash secret{};
        random_.fill(secret);
        EXPECT_TRUE(office::put_enrol_code(
            *db_, {secret, branch, code, {kMorning.unix_ms + 600'000}}, kMorning));
        const auto terminal =
            office::join(*db_, {secret, (*made)->journal().public_key, branch, code, "test"},
                         pos::make_ulid(kMorning, random_), kMorning);
        EXPECT_TRUE(terminal && *terminal);
        return {std::move(*made), **terminal};
    }

    /// A change at a till or at the office's administration.
    void put(pos::store::Store& store, const Party& after, Instant now = kMorning) {
        auto known = parties::known(store.reader().connection(), after.id);
        ASSERT_TRUE(known);
        Known before = known->value_or(Known{});
        before.party.id = after.id;
        if (before.into || before.erased) return;
        auto composed = parties::edit(before, after, doing(now), random_);
        if (composed) append(store, *composed, now);
    }
    void append(pos::store::Store& store, const parties::Composed& composed,
                Instant now = kMorning) {
        pos::store::Batch batch;
        batch.events.push_back(composed.event);
        if (composed.sealed) batch.attachments.push_back(*composed.sealed);
        const auto stored = store.append(std::move(batch), now);
        ASSERT_TRUE(stored) << stored.error().cause.text;
    }
    static parties::Doing doing(Instant now) { return {test::at(9, 0, 0), test::anna(), now}; }

    /// So many of a till's entries that the office lacks go there.
    void send(JoinedTill& till, std::size_t most = 5'000) {
        const auto own = office::own_journals(till.db());
        ASSERT_TRUE(own && own->size() == 1);
        const auto& journal = own->front();
        const auto standing = office::standing(*db_, journal.journal, journal.public_key);
        ASSERT_TRUE(standing);
        const auto entries = office::entries_behind(till.db(), journal, standing->head.seq,
                                                    {most, std::size_t{1} << 20});
        ASSERT_TRUE(entries);
        const auto receipt =
            office::take_in(*db_,
                            {till.terminal.terminal, till.terminal.branch, till.terminal.code,
                             journal.journal, journal.public_key, standing->head, *entries},
                            kMorning);
        ASSERT_TRUE(receipt) << receipt.error().cause.text;
        EXPECT_EQ(receipt->parked, 0U);
    }
    void follow(JoinedTill& till, std::size_t most = 2'000, bool once = false) {
        for (bool more = true; more && !HasFatalFailure();) {
            const auto at = feed::cursor(till.db()).value();
            const auto slice =
                feed::changes_behind(*db_, till.terminal.branch,
                                     at.epoch == id(200) ? at.number : 0, {.changes_max = most});
            ASSERT_TRUE(slice);
            const auto applied = feed::apply(
                till.db(),
                {.branch = till.terminal.branch, .currency = test::kEuro, .now = kMorning}, id(200),
                *slice);
            ASSERT_TRUE(applied) << applied.error().text;
            EXPECT_EQ(applied->unread, 0U);
            EXPECT_FALSE(applied->catalogue);
            more = slice->to < slice->head && !once;
        }
    }
    /// Everything goes everywhere.
    void settle(std::span<JoinedTill> tills) {
        for (JoinedTill& one : tills) send(one);
        for (JoinedTill& one : tills) follow(one);
    }

    static std::optional<Known> known(pos::store::db::Connection& db, const Ulid& id) {
        auto found = parties::known(db, id);
        EXPECT_TRUE(found) << found.error().text;
        return found.value_or(std::nullopt);
    }
    void expect_same(JoinedTill& till, const Ulid& id) {
        EXPECT_EQ(known(till.db(), id), known(*db_, id));
    }
    void expect_good(pos::store::db::Connection& db) {
        const auto report =
            pos::store::verify(db, {}, [](const pos::store::VerifyProgress&) { return true; });
        ASSERT_TRUE(report);
        EXPECT_TRUE(report->is_good());
        for (const auto& one : report->differences) {
            ADD_FAILURE() << one.table << " " << one.key << " " << one.column;
        }
    }
    static Party otto(std::uint8_t number = 71) {
        return {.id = id(number),
                .number = "K" + std::to_string(number),
                .name = "Otto Müller",
                .street = "Weg 1",
                .postcode = "10115",
                .city = "Berlin",
                .country = "DE",
                .email = "otto@example.org"};
    }

    std::unique_ptr<pos::store::Store> office_;
};

TEST_P(Customers, OneMadeAtATillIsKnownEverywhere) {
    JoinedTill tills[] = {till("B01", "T1"), till("B02", "T1")};
    put(*tills[0].store, otto());
    EXPECT_EQ(known(tills[0].db(), id(71))->party, otto());
    EXPECT_FALSE(known(tills[1].db(), id(71)));
    settle(tills);
    EXPECT_EQ(known(*db_, id(71))->party, otto());
    EXPECT_EQ(known(tills[1].db(), id(71))->party, otto());
    auto cold = till("B02", "T2");
    follow(cold);
    EXPECT_EQ(known(cold.db(), id(71))->party, otto());
    EXPECT_EQ(parties::of_number(cold.db(), "K71").value()->name, "Otto Müller");
    EXPECT_EQ(parties::list(cold.db(), {.words = "muller berlin"})->size(), 1U);
    EXPECT_EQ(parties::list(cold.db(), {.words = "m_ller"})->size(), 0U);
    for (auto& one : tills) expect_good(one.db());
    expect_good(*db_);
}

TEST_P(Customers, FieldsChangedInTwoPlacesAreMergedAndBothVersionsAreKept) {
    JoinedTill tills[] = {till("B01", "T1"), till("B02", "T1")};
    put(*tills[0].store, otto());
    settle(tills);
    auto one = otto();
    one.email = "one@example.org";
    one.phone = "030 1";
    put(*tills[0].store, one, {kMorning.unix_ms + 5'000});
    auto two = otto();
    two.email = "two@example.org";
    two.city = "Potsdam";
    put(*tills[1].store, two, {kMorning.unix_ms + 9'000});
    send(tills[1]);  // the later one comes first
    send(tills[0]);
    for (auto& each : tills) follow(each);
    for (auto& each : tills) expect_same(each, id(71));
    const auto merged = known(*db_, id(71))->party;
    EXPECT_EQ(merged.email, "two@example.org");
    EXPECT_EQ(merged.phone, "030 1");
    EXPECT_EQ(merged.city, "Potsdam");
    const auto past = parties::history(*db_, id(71), 10);
    ASSERT_TRUE(past);
    ASSERT_EQ(past->size(), 3U);
    EXPECT_EQ((*past)[0].branch, "B02");
    EXPECT_EQ((*past)[1].branch, "B01");
    ASSERT_TRUE((*past)[1].content);
    EXPECT_EQ((*past)[1].content->email, "one@example.org");
    for (const auto& field : (*past)[1].fields) {
        EXPECT_EQ(field.stands, field.field == Field::phone);
    }
}

TEST_P(Customers, AChangeAtTheOfficeReachesTillsAndAnOlderOneOfATillDoesNotUndoIt) {
    JoinedTill tills[] = {till("B01", "T1")};
    put(*tills[0].store, otto());
    settle(tills);
    auto older = otto();
    older.name = "Otto M.";
    put(*tills[0].store, older, {kMorning.unix_ms + 1'000});  // without a network
    auto newer = otto();
    newer.name = "Otto Maier";
    put(*office_, newer, {kMorning.unix_ms + 2'000});
    follow(tills[0]);
    EXPECT_EQ(known(tills[0].db(), id(71))->party.name, "Otto Maier");
    settle(tills);
    EXPECT_EQ(known(*db_, id(71))->party.name, "Otto Maier");
    expect_same(tills[0], id(71));
    // A till whose clock is behind changes what it sees: that comes after it.
    auto again = known(tills[0].db(), id(71))->party;
    again.name = "Otto Mair";
    put(*tills[0].store, again, {kMorning.unix_ms - 3'600'000});
    settle(tills);
    EXPECT_EQ(known(*db_, id(71))->party.name, "Otto Mair");
}

TEST_P(Customers, ComeToTheSameEverywhereInWhateverOrderChangesTravel) {
    for (const unsigned seed : {11U, 12U}) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random{seed};
        const std::string end = std::to_string(seed);
        JoinedTill tills[] = {till("B01", "T" + end), till("B01", "U" + end),
                              till("B02", "T" + end)};
        const auto customer = [&] {
            return id(static_cast<std::uint8_t>(10 * (seed - 10) + random() % 3));
        };
        for (int step = 0; step < 90 && !HasFatalFailure(); ++step) {
            JoinedTill& one = tills[random() % 3];
            const Instant now{kMorning.unix_ms + static_cast<std::int64_t>(random() % 50) * 100};
            switch (random() % 8) {
                case 0:
                    send(one, 1 + random() % 3);
                    break;
                case 1:
                    follow(one, 1 + random() % 2, true);
                    break;
                default: {
                    pos::store::Store& where = random() % 4 == 0 ? *office_ : *one.store;
                    Party party{.id = customer(), .number = "K"};
                    if (const auto before = known(where.reader().connection(), party.id)) {
                        party = before->party;
                    }
                    party.name = "N" + std::to_string(random() % 1'000);
                    if (random() % 2 == 0) party.email = std::to_string(random()) + "@b";
                    if (random() % 2 == 0) party.city = "C" + std::to_string(random() % 1'000);
                    put(where, party, now);
                }
            }
        }
        settle(tills);
        settle(tills);
        for (auto& one : tills) {
            for (std::uint8_t i = 0; i < 3; ++i) {
                expect_same(one, id(static_cast<std::uint8_t>(10 * (seed - 10) + i)));
            }
            expect_good(one.db());
        }
    }
    expect_good(*db_);
}

TEST_P(Customers, TwoThatAreOneAreShownAndBecomeOneEverywhere) {
    JoinedTill tills[] = {till("B01", "T1"), till("B02", "T1")};
    put(*tills[0].store, otto(71));
    auto other = otto(72);
    other.phone = "030 1234567";
    put(*tills[1].store, other);
    settle(tills);
    const auto pairs = parties::duplicates(*db_, 10);
    ASSERT_TRUE(pairs);
    ASSERT_EQ(pairs->size(), 1U);
    EXPECT_EQ(pairs->front().one.id, id(71));
    EXPECT_EQ(pairs->front().alike, (std::vector{pos::customer::Likeness::email,
                                                 pos::customer::Likeness::name_and_postcode}));
    append(*office_, parties::merging(*known(*db_, id(72)), id(71), doing(kMorning)));
    for (auto& one : tills) follow(one);
    for (auto& one : tills) {
        expect_same(one, id(72));
        EXPECT_EQ(parties::of_number(one.db(), "K72").value()->id, id(71));
        EXPECT_EQ(parties::list(one.db(), {})->size(), 1U);
    }
    EXPECT_TRUE(parties::duplicates(*db_, 10)->empty());
    // A till that did not know yet changes the one that is gone: that is of the one that remains.
    auto late = other;
    late.phone = "030 7654321";
    Known before = *known(tills[1].db(), id(72));
    before.into.reset();
    auto composed = parties::edit(before, late, doing({kMorning.unix_ms + 60'000}), random_);
    ASSERT_TRUE(composed);
    append(*tills[1].store, *composed, {kMorning.unix_ms + 60'000});
    settle(tills);
    EXPECT_EQ(known(*db_, id(71))->party.phone, "030 7654321");
    for (auto& one : tills) expect_same(one, id(71));
    EXPECT_EQ(parties::with_merged(*db_, id(71))->size(), 2U);
}

TEST_P(Customers, WhoWasErasedIsForgottenEverywhereAndForGood) {
    JoinedTill tills[] = {till("B01", "T1"), till("B02", "T1")};
    put(*tills[0].store, otto());
    settle(tills);
    auto late = otto();
    late.phone = "030 1";
    put(*tills[1].store, late, {kMorning.unix_ms + 1'000});  // not sent yet
    EXPECT_EQ(count("attachment"), 1);
    append(*office_, parties::erasing(*known(*db_, id(71)), doing(kMorning)));
    ASSERT_TRUE(parties::unseal(*db_, id(71)));
    settle(tills);
    settle(tills);
    EXPECT_EQ(count("attachment"), 0);
    for (auto& one : tills) {
        expect_same(one, id(71));
        EXPECT_EQ(known(one.db(), id(71))->party.name, "");
        EXPECT_EQ(*one.db().value<std::int64_t>("SELECT count(*) FROM attachment").value(), 0);
        expect_good(one.db());
    }
    EXPECT_EQ(known(*db_, id(71))->party.phone, "");
    EXPECT_FALSE(parties::of_number(*db_, "K71").value());
    expect_good(*db_);
}

TEST_P(Customers, ATillDoesNotSayWhatTheOfficeAloneMay) {
    JoinedTill tills[] = {till("B01", "T1")};
    put(*tills[0].store, otto());
    append(*tills[0].store,
           parties::merging(*known(tills[0].db(), id(71)), id(72), doing(kMorning)));
    const auto own = office::own_journals(tills[0].db());
    ASSERT_TRUE(own);
    const auto& journal = own->front();
    const auto entries =
        office::entries_behind(tills[0].db(), journal, 0, {5'000, std::size_t{1} << 20});
    ASSERT_TRUE(entries);
    const auto standing = office::standing(*db_, journal.journal, journal.public_key);
    const auto receipt = office::take_in(*db_,
                                         {tills[0].terminal.terminal, "B01", "T1", journal.journal,
                                          journal.public_key, standing->head, *entries},
                                         kMorning);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->parked, 1U);
    EXPECT_FALSE(known(*db_, id(71))->into);
}

TEST_P(Customers, AnOfficeThatWasRestoredTakesNothingFromTills) {
    JoinedTill tills[] = {till("B01", "T1")};
    put(*office_, otto());
    follow(tills[0]);
    // As it was before: it never heard of them.
    ASSERT_TRUE(db_->exec("DELETE FROM change_row WHERE kind = 6"));
    const auto slice = feed::changes_behind(*db_, "B01", 0, {});
    ASSERT_TRUE(slice);
    const auto applied =
        feed::apply(tills[0].db(), {.branch = "B01", .currency = test::kEuro, .now = kMorning},
                    id(201), *slice);
    ASSERT_TRUE(applied);
    EXPECT_FALSE(known(tills[0].db(), id(71)));
}

TEST_P(Customers, VerifyFindsWhatWasChangedBehindTheBooks) {
    JoinedTill tills[] = {till("B01", "T1")};
    put(*tills[0].store, otto());
    auto later = otto();
    later.phone = "030 1";
    put(*tills[0].store, later, {kMorning.unix_ms + 1'000});
    settle(tills);
    EXPECT_TRUE(verified().is_good());
    const auto found = [&](const char* sql) {
        EXPECT_TRUE(db_->exec(sql));
        const auto report = verified();
        return report.differences.empty() ? std::string{} : report.differences.front().table;
    };
    EXPECT_EQ(found("UPDATE party SET email = 'eve@example.org'"), "party");
    EXPECT_EQ(found("UPDATE party SET email = 'otto@example.org'"), "");
    EXPECT_EQ(found("UPDATE party_stamp SET at = at - 5000 WHERE field = 6"), "party_stamp");
    EXPECT_EQ(found("UPDATE party_stamp SET at = at + 5000 WHERE field = 6"), "");
    EXPECT_EQ(found("UPDATE customer_edit SET at = at + 1 WHERE field = 6"), "customer_edit");
    EXPECT_EQ(found("UPDATE customer_edit SET at = at - 1 WHERE field = 6"), "");
    EXPECT_EQ(found("DELETE FROM attachment"), "attachment");
}

TEST_P(Customers, SalesOfTheMergedAreFoundUnderTheOneThatRemains) {
    JoinedTill tills[] = {till("B01", "T1")};
    put(*tills[0].store, otto(71));
    put(*tills[0].store, otto(72));
    for (const char* number : {"K71", "K72", ""}) {
        auto record = test::sample_sale();
        record.sale = pos::make_ulid(kMorning, random_);
        record.number.clear();
        record.external_number.clear();
        record.customer = number;
        pos::store::Batch batch;
        batch.events.push_back(pos::journal::SaleCompleted{record});
        ASSERT_TRUE(tills[0].store->append(std::move(batch), kMorning));
    }
    settle(tills);
    append(*office_, parties::merging(*known(*db_, id(72)), id(71), doing(kMorning)));
    follow(tills[0]);
    for (auto* db : {db_.get(), &tills[0].db()}) {
        const auto bought = parties::bought_by(*db, id(71), 10);
        ASSERT_TRUE(bought);
        EXPECT_EQ(bought->size(), 2U);
    }
    EXPECT_EQ(parties::next_number(*db_, "B01-T1").value(), "B01-T1-C0001");
}

}  // namespace

ON_EITHER_ENGINE(Customers);
