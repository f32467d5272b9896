// Goal: what was set aside of a till that was put back from an older copy comes into the books once
// when its next journal names it, in whatever order the two come, and accepted and set aside
// together stay what the tills have sold. Method: journals of made-up tills on both engines;
// verify() over the whole after each step.
#include "pos/store/office/resubmit.hpp"

#include "pos/store/office/outside.hpp"
#include "pos/store/office/outside_entries.hpp"
#include "pos/store/office/parked.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using pos::store::office::Reception;
using test::Till;

class Resubmit : public test::EitherOffice {
protected:
    Resubmit() : till_{"B01", "T1", 11} {
        till_.start();
        for (const std::int64_t cents : {100, 250, 399}) till_.sell(cents);
    }
    /// The books' till sells on, and so does one that was put back from an older copy.
    Till parted() {
        terminal_ = joined(till_);
        send(till_, terminal_, 0);
        Till copy = till_.copy();
        till_.sell(10);
        till_.sell(20);
        send(till_, terminal_, 5);
        copy.sell(1'000);
        copy.sell(2'000);
        return copy;
    }
    std::int64_t outside() {
        const auto found = pos::store::office::outside_the_books(*db_);
        EXPECT_TRUE(found);
        std::int64_t sum = 0;
        for (const auto& row : found->rows) sum += row.figures.net_minor();
        return sum;
    }
    void expect_sold(std::int64_t in_the_books, std::int64_t beside) {
        EXPECT_EQ(taken("B01"), in_the_books);
        EXPECT_EQ(outside(), beside);
        const auto report = verified();
        EXPECT_TRUE(report.is_good());
        for (const auto& finding : report.entries) ADD_FAILURE() << finding.journal << finding.seq;
        for (const auto& difference : report.differences) {
            ADD_FAILURE() << difference.table << ' ' << difference.key << ' ' << difference.column
                          << ": " << difference.stored << " / " << difference.rebuilt;
        }
    }
    std::int64_t tickets(const std::string& number) {
        return db_->value<std::int64_t>("SELECT count(*) FROM sale WHERE number = $1", number)
            ->value();
    }

    Till till_;
    pos::store::office::Terminal terminal_;
};

TEST_P(Resubmit, BringsInWhatTheNextJournalNames) {
    Till copy = parted();
    EXPECT_EQ(send(copy, terminal_, 5).set_aside, 2U);
    expect_sold(779, 3'000);
    Till next = copy.next("T1b", 21);
    next.start();
    next.sell(7);
    const auto renewed = joined(next);
    EXPECT_EQ(send(next, renewed, 0).reception, Reception::taken);
    expect_sold(3'786, 0);
    // The same number stands on two receipts; in the tables each has its own.
    EXPECT_EQ(tickets("B01-T1-000004"), 1);
    EXPECT_EQ(tickets("B01-T1-000004/T1b"), 1);
    EXPECT_EQ(tickets("B01-T1b-000001"), 1);
    EXPECT_EQ(count("sale"), 8);
    // Each is read as it was printed; the first one follows an entry of another journal.
    for (const char* number : {"B01-T1-000004/T1b", "B01-T1-000005/T1b", "B01-T1-000004"}) {
        const auto receipt = pos::store::Reader{*db_}.receipt(number);
        ASSERT_TRUE(receipt && *receipt) << number;
        EXPECT_EQ((*receipt)->record.number, std::string{number}.substr(0, 13));
    }
    EXPECT_EQ(pos::store::office::count_outside(*db_)->set_aside, 0);
    EXPECT_TRUE(pos::store::office::outside_runs(*db_)->empty());
    const auto standing =
        pos::store::office::standing(*db_, copy.journal(), copy.key().public_key());
    EXPECT_EQ(standing->set_aside_total, 0U);
    EXPECT_EQ(standing->resubmitted_total, 2U);
    // Whatever is sent again changes nothing.
    for (const std::uint64_t after : {3U, 5U, 6U}) {
        EXPECT_EQ(send(copy, renewed, after).again, 7 - after);
    }
    send(next, renewed, 0);
    expect_sold(3'786, 0);
    // Both journals go on.
    till_.sell(5);
    next.sell(6);
    send(till_, terminal_, 7);
    send(next, renewed, 3);
    expect_sold(3'797, 0);
}

TEST_P(Resubmit, WaitsForWhatIsNamedAndNotHereYet) {
    Till copy = parted();
    Till next = copy.next("T1b", 21);
    next.start();
    const auto renewed = joined(next);
    send(next, renewed, 0);
    expect_sold(779, 0);
    EXPECT_EQ(send(copy, renewed, 5, 1).set_aside, 1U);
    expect_sold(779, 1'000);
    const auto rest = send(copy, renewed, 6);
    EXPECT_EQ(rest.set_aside, 1U);
    EXPECT_EQ(rest.set_aside_total, 0U);
    EXPECT_EQ(rest.resubmitted_total, 2U);
    expect_sold(3'779, 0);
}

TEST_P(Resubmit, ClosesTheShiftThatWasOpenWhereTheyPart) {
    Till copy = parted();
    copy.append(pos::journal::DrawerOpened{test::id(31), test::at(9, 0, 0), test::anna(), ""});
    auto close = test::sample_close();
    close.z_number = 1;
    copy.append(close);
    till_.append(close);  // the same shift, in the books
    send(till_, terminal_, 7);
    send(copy, terminal_, 5);
    Till next = copy.next("T1b", 21);
    next.start();
    send(next, joined(next), 0);
    expect_sold(3'779, 0);
    EXPECT_EQ(count("parked_entry"), 0);
    EXPECT_EQ(count("shift WHERE z_number IS NOT NULL"), 2);
}

TEST_P(Resubmit, TakesNothingThatNobodyOfThatTillNames) {
    Till copy = parted();
    send(copy, terminal_, 5);
    // Somebody with a key that never joined, behind the old identity.
    Till stranger = copy.next("T1b", 21);
    stranger.start();
    send(stranger, terminal_, 0);
    expect_sold(779, 3'000);
    // A till of another place.
    Till elsewhere{"B01", "T2", 31};
    elsewhere.start();
    elsewhere.sell(1);
    send(elsewhere, joined(elsewhere), 0);
    expect_sold(780, 3'000);
}

TEST_P(Resubmit, CountsASharedStretchOnce) {
    // A copy, and a copy of that which parts from it in the middle; both are followed.
    Till copy = parted();
    Till third = copy.copy();
    copy.sell(4'000);
    third.sell(8'000);
    for (const Till* each : {&copy, &third}) send(*each, terminal_, 5);
    expect_sold(779, 15'000);
    Till of_third = third.next("T1b", 21);
    of_third.start();
    send(of_third, joined(of_third), 0);
    expect_sold(779 + 3'000 + 8'000, 4'000);
    EXPECT_EQ(pos::store::office::outside_runs(*db_)->size(), 1U);
    Till of_copy = copy.next("T1c", 22);
    of_copy.start();
    send(of_copy, joined(of_copy), 0);
    expect_sold(779 + 15'000, 0);
    EXPECT_EQ(count("tail"), 2);
    // One more, after the second was in the books, parts from what the first brought in.
    Till fourth = third.copy();
    fourth.sell(16'000);
    EXPECT_EQ(send(fourth, terminal_, 5).set_aside, 1U);
    Till of_fourth = fourth.next("T1d", 23);
    of_fourth.start();
    send(of_fourth, joined(of_fourth), 0);
    expect_sold(779 + 31'000, 0);
    EXPECT_EQ(tickets("B01-T1-000007/T1d"), 1);
}

TEST_P(Resubmit, ParksWhatItCannotBringIn) {
    Till copy = parted();
    copy.append({9'999, 1, {std::byte{1}}});
    copy.sell(4'000);
    // A cart that was open when the copy was made, and was paid in both.
    pos::journal::SaleRecord same;
    const auto event =
        pos::journal::decode(till_.entries()[5].entry.kind, till_.entries()[5].entry.version,
                             till_.entries()[5].entry.payload);
    same = std::get<pos::journal::SaleCompleted>(*event).record;
    same.number = copy.number(7);
    copy.append(pos::journal::SaleCompleted{same});
    send(copy, terminal_, 5);
    Till next = copy.next("T1b", 21);
    next.start();
    const auto receipt = send(next, joined(next), 0);
    EXPECT_EQ(receipt.reception, Reception::taken);
    expect_sold(779 + 7'000, 10);
    const auto parked = pos::store::office::parked_entries(*db_).value();
    ASSERT_EQ(parked.size(), 2U);
    EXPECT_EQ(parked[0].reason, pos::store::office::ParkReason::unknown_kind);
    EXPECT_EQ(parked[1].reason, pos::store::office::ParkReason::refused);
    EXPECT_EQ(
        pos::store::office::standing(*db_, copy.journal(), copy.key().public_key())->parked_total,
        2U);
    EXPECT_EQ(pos::store::office::retry_parked(*db_).value(), 0U);
    // Named as of the journal that the till knows.
    const auto runs = pos::store::office::outside_runs(*db_).value();
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].journal, copy.journal());
    EXPECT_EQ(runs[0].after, copy.head_at(7));
    EXPECT_TRUE(verified().differences.empty());
}

TEST_P(Resubmit, IsSeenByVerifyIfSomebodyTurnsIt) {
    Till copy = parted();
    send(copy, terminal_, 5);
    Till next = copy.next("T1b", 21);
    next.start();
    send(next, joined(next), 0);
    ASSERT_TRUE(verified().is_good());
    ASSERT_TRUE(db_->exec("UPDATE tail SET series = 'T1c'"));
    EXPECT_FALSE(verified().is_good());
    ASSERT_TRUE(db_->exec("UPDATE tail SET series = 'T1b'"));
    ASSERT_TRUE(db_->exec("UPDATE fork_entry SET tail = 0 WHERE seq = 7"));
    EXPECT_FALSE(verified().is_good());
}

ON_EITHER_ENGINE(Resubmit);

}  // namespace
