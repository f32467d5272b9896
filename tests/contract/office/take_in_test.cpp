// Goal: entries come into the books exactly once, whatever is sent twice, cut, mixed up or forked,
// and every answer names how far the journal has come. Method: journals of made-up tills, both
// engines; verify() over the whole afterwards.
#include "pos/store/office/take_in.hpp"

#include "pos/store/office/append.hpp"
#include "pos/store/office/outside.hpp"
#include "pos/store/office/parked.hpp"

#include "tests/contract/office/office.hpp"

namespace {

using pos::store::office::Reception;
using test::euro;
using test::Till;

class TakeIn : public test::EitherOffice {
protected:
    TakeIn() : till_{"B01", "T1", 11} {
        till_.start();
        for (const std::int64_t cents : {100, 250, 399}) till_.sell(cents);
    }
    Till till_;
};

TEST_P(TakeIn, BringsEntriesIntoTheBooks) {
    const auto terminal = joined(till_);
    const auto receipt = send(till_, terminal, 0);
    EXPECT_EQ(receipt.reception, Reception::taken);
    EXPECT_EQ(receipt.added, 5U);
    EXPECT_EQ(receipt.head, till_.head());
    EXPECT_EQ(taken("B01"), 749);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, AcknowledgesAgainWhatItHas) {
    const auto terminal = joined(till_);
    send(till_, terminal, 0);
    for (const std::uint64_t after : {0U, 2U, 4U}) {
        const auto again = send(till_, terminal, after);
        EXPECT_EQ(again.reception, Reception::taken);
        EXPECT_EQ(again.added, 0U);
        EXPECT_EQ(again.again, 5 - after);
        EXPECT_EQ(again.head, till_.head());
    }
    till_.sell(1);
    const auto more = send(till_, terminal, 3);  // overlaps
    EXPECT_EQ(more.again, 2U);
    EXPECT_EQ(more.added, 1U);
    EXPECT_EQ(taken("B01"), 750);
    EXPECT_EQ(count("sale"), 4);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, AsksForWhatIsMissing) {
    const auto terminal = joined(till_);
    EXPECT_EQ(send(till_, terminal, 2).reception, Reception::elsewhere);
    EXPECT_EQ(send(till_, terminal, 2).head, till_.head_at(0));
    send(till_, terminal, 0, 2);
    const auto gap = send(till_, terminal, 4);
    EXPECT_EQ(gap.reception, Reception::elsewhere);
    EXPECT_EQ(gap.head, till_.head_at(2));
    EXPECT_EQ(count("sale"), 0);
}

TEST_P(TakeIn, KeepsTwoTillsApart) {
    Till other{"B02", "T1", 12};
    other.start();
    other.sell(5'000);
    send(till_, joined(till_), 0);
    send(other, joined(other), 0);
    EXPECT_EQ(taken("B01"), 749);
    EXPECT_EQ(taken("B02"), 5'000);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, SetsASecondContinuationAside) {
    const auto terminal = joined(till_);
    send(till_, terminal, 0);
    Till copy = till_.copy();
    till_.sell(10);
    send(till_, terminal, 5);
    copy.sell(1'000);
    copy.sell(2'000);
    const auto forked = send(copy, terminal, 3);  // two that are shared, two that are not
    EXPECT_EQ(forked.reception, Reception::set_aside);
    EXPECT_EQ(forked.again, 2U);
    EXPECT_EQ(forked.set_aside, 2U);
    EXPECT_EQ(forked.head, till_.head());
    // The same again changes nothing, and it goes on from where it was.
    EXPECT_EQ(send(copy, terminal, 5).set_aside, 0U);
    EXPECT_EQ(send(copy, terminal, 6).again, 1U);
    copy.sell(4'000);
    EXPECT_EQ(send(copy, terminal, 7).set_aside, 1U);
    EXPECT_EQ(send(copy, terminal, 7).set_aside_total, 3U);
    EXPECT_EQ(count("fork"), 1);
    EXPECT_EQ(count("fork_entry"), 3);
    // The books go on.
    till_.sell(20);
    EXPECT_EQ(send(till_, terminal, 6).reception, Reception::taken);
    EXPECT_EQ(taken("B01"), 779);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, SetsACopyOfACopyAside) {
    const auto terminal = joined(till_);
    send(till_, terminal, 0);
    Till copy = till_.copy();
    till_.sell(10);
    send(till_, terminal, 5);
    copy.sell(1'000);
    Till third = copy.copy();
    copy.sell(2'000);
    third.sell(3'000);
    EXPECT_EQ(send(copy, terminal, 5).set_aside, 2U);
    const auto receipt = send(third, terminal, 5);
    EXPECT_EQ(receipt.again, 1U);
    EXPECT_EQ(receipt.set_aside, 1U);
    EXPECT_EQ(count("fork"), 2);
    // Its answer was lost, and it is sent again; then it goes on.
    const auto again = send(third, terminal, 5);
    EXPECT_EQ(again.reception, Reception::set_aside);
    EXPECT_EQ(again.again, 2U);
    EXPECT_EQ(again.set_aside, 0U);
    third.sell(4'000);
    const auto more = send(third, terminal, 5);
    EXPECT_EQ(more.again, 2U);
    EXPECT_EQ(more.set_aside, 1U);
    EXPECT_EQ(more.set_aside_total, 4U);
    EXPECT_EQ(count("fork"), 2);
    // A copy of that, which parts from it after what it shares with the first.
    Till fourth = third.copy();
    third.sell(5'000);
    fourth.sell(6'000);
    for (const Till* each : {&third, &fourth, &third, &fourth}) send(*each, terminal, 5);
    EXPECT_EQ(count("fork"), 3);
    EXPECT_EQ(count("fork_entry"), 6);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, ParksWhatItCannotUnderstandAndGoesOn) {
    const auto terminal = joined(till_);
    till_.append({9'999, 1, {std::byte{1}}});
    till_.append({25, 99, {std::byte{1}}});
    till_.append({20, 1, {std::byte{1}}});
    till_.append(test::sample_close());  // of a shift that was opened, in euros
    till_.append(test::sample_close());  // closed twice
    till_.sell(51);
    const auto receipt = send(till_, terminal, 0);
    EXPECT_EQ(receipt.reception, Reception::taken);
    EXPECT_EQ(receipt.added, 11U);
    EXPECT_EQ(receipt.parked, 4U);
    EXPECT_EQ(receipt.parked_total, 4U);
    EXPECT_EQ(taken("B01"), 800);
    const auto report = verified();
    EXPECT_TRUE(report.differences.empty());
    EXPECT_EQ(report.journals.back().parked, 4U);
}

TEST_P(TakeIn, TriesWhatIsParkedAgain) {
    const auto terminal = joined(till_);
    send(till_, terminal, 0);
    till_.append({25, 99, {std::byte{1}}});
    till_.sell(51);
    // Another ticket has its number, until it is put right.
    const auto renumber = [&](const std::string& number) {
        ASSERT_TRUE(db_->exec("UPDATE sale SET number = $1 WHERE payable_minor = 399", number));
    };
    renumber(till_.number(4));
    EXPECT_EQ(send(till_, terminal, 5).parked, 2U);
    EXPECT_EQ(pos::store::office::retry_parked(*db_).value(), 0U);
    EXPECT_EQ(count("parked_entry"), 2);
    EXPECT_EQ(taken("B01"), 749);
    renumber(till_.number(3));
    EXPECT_EQ(pos::store::office::retry_parked(*db_).value(), 1U);
    EXPECT_EQ(count("sale"), 4);
    EXPECT_EQ(count("parked_entry"), 1);
    EXPECT_EQ(taken("B01"), 800);
    EXPECT_TRUE(verified().differences.empty());
}

TEST_P(TakeIn, TriesNothingAgainThatSomebodyElseHasDone) {
    // Two offices that start together see the same parked entries, and one comes second.
    const auto terminal = joined(till_);
    till_.append(pos::journal::DrawerOpened{test::id(31), test::at(9, 0, 0), test::anna(), ""});
    send(till_, terminal, 0);
    ASSERT_TRUE(verified().is_good());
    const auto number = db_->value<std::int64_t>("SELECT number FROM sent_journal")->value();
    {
        auto begun =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(begun);
        EXPECT_FALSE(pos::store::office::project_again(
                         *db_, {number, till_.key().public_key(), test::kMorning, "B01", "T1"},
                         till_.entries().back())
                         .value());
        ASSERT_TRUE(begun->commit());
    }
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, ParksATicketWhoseNumberAnotherJournalHas) {
    send(till_, joined(till_), 0);
    Till same_place{"B01", "T1", 13};  // a till that was set up anew under the same name
    same_place.start();
    same_place.sell(700);
    for (int i = 0; i < 3; ++i) same_place.sell(1);
    const auto receipt = send(same_place, joined(same_place), 0);
    EXPECT_EQ(receipt.added, 6U);
    EXPECT_EQ(receipt.parked, 3U);
    EXPECT_EQ(taken("B01"), 750);
    const auto parked_now = pos::store::office::parked_entries(*db_);
    ASSERT_TRUE(parked_now);
    for (const auto& parked : *parked_now) {
        EXPECT_EQ(parked.reason, pos::store::office::ParkReason::refused);
        EXPECT_EQ(parked.detail, "number_taken") << "no words of a database";
    }
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, ParksAmountsThatNoSumHolds) {
    // Each is a quantity that a line may have; two such tickets are more than a column holds.
    const auto terminal = joined(till_);
    pos::journal::SaleRecord huge = test::sample_sale();
    huge.lines.resize(1);
    huge.lines[0].quantity = pos::kQuantityMax;
    huge.lines.resize(5'000, huge.lines[0]);
    for (std::uint32_t i = 0; i < huge.lines.size(); ++i) huge.lines[i].line = i + 1;
    till_.sell(51, huge);
    till_.sell(52, huge);
    till_.sell(53);
    const auto receipt = send(till_, terminal, 0);
    EXPECT_EQ(receipt.added, 8U);
    EXPECT_EQ(receipt.parked, 1U);
    EXPECT_EQ(taken("B01"), 749 + 51 + 53);
    EXPECT_TRUE(verified().differences.empty());
}

TEST_P(TakeIn, ParksWhatIsOfAnotherPlace) {
    const auto terminal = joined(till_);
    std::uint8_t sales = 90;
    const auto sell_as = [&](Till& till, const char* branch, const char* code, const char* number) {
        pos::journal::SaleRecord record = test::sample_sale();
        record.sale = test::id(++sales);
        record.branch = branch;
        record.terminal = code;
        record.number = number;
        till.append(pos::journal::SaleCompleted{std::move(record)});
    };
    sell_as(till_, "B02", "T1", "B01-T1-000017");
    sell_as(till_, "B01", "T2", "B01-T1-000018");
    sell_as(till_, "B01", "T1", "B01-T2-000001");
    sell_as(till_, "B01", "T1", "B01-T10-000001");
    till_.sell(51);
    EXPECT_EQ(send(till_, terminal, 0).parked, 4U);
    EXPECT_EQ(taken("B01"), 800);
    EXPECT_EQ(taken("B02"), 0);
    const auto parked = pos::store::office::parked_entries(*db_).value();
    ASSERT_EQ(parked.size(), 4U);
    EXPECT_EQ(parked[0].reason, pos::store::office::ParkReason::other_place);
    EXPECT_EQ(parked[0].detail, "B02-T1");
    EXPECT_EQ(parked[1].detail, "B01-T2");
    EXPECT_EQ(parked[2].detail, "B01-T2-000001");
    EXPECT_EQ(pos::store::office::retry_parked(*db_).value(), 0U);
    EXPECT_TRUE(verified().differences.empty());
    // A restored till goes on in a series of its own.
    sell_as(till_, "B01", "T1", "B01-T1zb-000001");
    EXPECT_EQ(send(till_, terminal, 10).parked, 0U);
    // A whole journal that says so of itself: its tickets follow from nothing.
    Till other{"B02", "T1", 17};
    other.start();
    sell_as(other, "B01", "T3", "B01-T3-000001");
    EXPECT_EQ(send(other, joined(Till{"B01", "T3", 18}), 0).parked, 3U);
    EXPECT_EQ(taken("B02"), 0);
    EXPECT_TRUE(verified().differences.empty());
}

TEST_P(TakeIn, WhatHeadOfficeAloneDecidesIsNoTillsToSay) {
    test::Till till{"B01", "T1", 5};
    till.start();
    till.append(test::sample_document());
    till.append(pos::journal::PaymentReceived{test::id(61), test::at(7, 0, 1), test::anna(),
                                              test::id(53), test::euro(10'000), "cash", "", "",
                                              pos::make_date(2026, 12, 3)});
    const auto receipt = send(till, joined(till), 0);
    EXPECT_EQ(receipt.added, 4U);
    EXPECT_EQ(receipt.parked, 2U);
    EXPECT_EQ(count("document"), 0);
    EXPECT_EQ(count("payment"), 0);
    EXPECT_EQ(count("ledger"), 0);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, WhatIsChargedOrLeasedIsNoTillsToSay) {
    using pos::billing::attempt::State;
    test::Till till{"B01", "T1", 5};
    till.start();
    const auto when = test::at(7, 0, 1);
    const auto who = test::anna();
    pos::journal::AttemptPrepared prepared;
    prepared.attempt = test::id(61);
    prepared.when = when;
    prepared.user = who;
    prepared.account = test::id(53);
    prepared.purpose = pos::journal::Purpose::credit;
    prepared.about = prepared.account;
    prepared.nth = 1;
    prepared.key = "a-till's-own";
    prepared.provider = "Pay";
    prepared.method = test::id(62);
    prepared.label = "Visa ending 4242";
    prepared.amount = test::euro(50'000);
    till.append(prepared);
    till.append(pos::journal::AttemptSent{prepared.attempt, when, who, 1, {}, {}});
    till.append(pos::journal::AttemptUnclear{
        prepared.attempt, when, who, State::unknown, 0, std::nullopt, {}, "lost"});
    till.append(
        pos::journal::AttemptEnded{prepared.attempt, when, who, State::paid, "P-1", "", false});
    pos::journal::LeaseGranted lease;
    lease.lease = test::id(63);
    lease.when = when;
    lease.user = who;
    lease.account = prepared.account;
    lease.terminal = test::id(64);
    lease.branch = "B01";
    lease.till = "T1";
    lease.amount = test::euro(500);
    lease.floor = test::euro(0);
    lease.lots = {{test::id(65), test::euro(500)}};
    till.append(lease);
    pos::journal::LeaseBooked booked;
    booked.lease = lease.lease;
    booked.when = when;
    booked.user = who;
    booked.account = prepared.account;
    booked.lots = lease.lots;
    till.append(booked);
    const auto receipt = send(till, joined(till), 0);
    EXPECT_EQ(receipt.added, 8U);
    EXPECT_EQ(receipt.parked, 6U);
    for (const char* table : {"payment_attempt", "lease", "lease_move", "wallet_move", "ledger"}) {
        EXPECT_EQ(count(table), 0) << table;
    }
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, ParksTextThatNoIndexHolds) {
    const auto terminal = joined(till_);
    pos::journal::SaleRecord long_names = test::sample_sale();
    std::string& department = long_names.lines[0].department;
    // More than a third of a page even when it is compressed.
    for (std::uint32_t i = 0, bits = 1; i < 20'000; ++i) {
        bits = bits * 1'664'525 + 1'013'904'223;
        department += static_cast<char>('!' + (bits >> 24) % 90);
    }
    till_.sell(51, long_names);
    till_.sell(52);
    const auto receipt = send(till_, terminal, 0);
    EXPECT_EQ(receipt.added, 7U);
    EXPECT_EQ(receipt.parked, is_sqlite() ? 0U : 1U);
    EXPECT_EQ(taken("B01"), 749 + 52 + (is_sqlite() ? 51 : 0));
    EXPECT_TRUE(verified().differences.empty());
}

TEST_P(TakeIn, RefusesAJournalOfAnotherTill) {
    Till other{"B01", "T2", 14};
    const auto terminal = joined(till_);
    send(till_, terminal, 0);
    EXPECT_EQ(send(till_, joined(other), 0).reception, Reception::other_terminal);
    // The same till with a new key brings what it sold before.
    Till renewed{"B01", "T1", 15};
    EXPECT_EQ(send(till_, joined(renewed), 0).reception, Reception::taken);
}

TEST_P(TakeIn, KeepsWhatIsSealedBesideAnEntry) {
    const auto terminal = joined(till_);
    test::SeededRandom random{5};
    const auto name = pos::as_bytes("Otto M.");
    const auto sealed = pos::journal::seal({name.begin(), name.end()}, random);
    till_.entries()[2].attachments = {sealed.attachment, sealed.attachment};
    send(till_, terminal, 0);
    EXPECT_EQ(count("attachment"), 1);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(TakeIn, SaysHowFarAJournalHasCome) {
    namespace office = pos::store::office;
    const auto key = till_.key().public_key();
    EXPECT_EQ(office::standing(*db_, till_.journal(), key)->head, till_.head_at(0));
    send(till_, joined(till_), 0, 4);
    EXPECT_EQ(office::standing(*db_, till_.journal(), key)->head, till_.head_at(4));
    EXPECT_EQ(office::standing(*db_, till_.journal(), test::hash_of_number(1))->reception,
              Reception::other_key);
}

TEST_P(TakeIn, ParksWhatHeadOfficeAloneDecides) {
    test::Till till{"B02", "T9", 77};
    till.start();
    std::uint64_t claims = 0;
    for (const auto& event : test::sample_events()) {
        // Documents, money against them, usage, prepaid credit.
        const auto kind = static_cast<std::uint16_t>(pos::journal::kind_of(event));
        if (kind < 80 || kind > 99) continue;
        till.append(event);
        ++claims;
    }
    ASSERT_GE(claims, 9U);
    const auto terminal = joined(till);
    EXPECT_EQ(send(till, terminal, 0).parked, claims);
    EXPECT_EQ(count("document"), 0);
    EXPECT_EQ(count("payment"), 0);
    EXPECT_TRUE(verified().is_good());
}

ON_EITHER_ENGINE(TakeIn);

}  // namespace
