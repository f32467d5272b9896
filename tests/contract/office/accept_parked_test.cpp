// Goal: a receipt whose number another one has comes into the books once somebody says so: once,
// under a number of its own, and whoever rebuilds the books comes to the same. Method: tills that
// were set up under one name, on both engines; the office's own store journals who wanted it.
#include "pos/store/accepted.hpp"
#include "pos/store/office/numbers_twice.hpp"
#include "pos/store/office/parked.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace office = pos::store::office;
using office::AcceptRefusal;
using pos::store::EntryKey;
using test::kMorning;
using test::Till;

class AcceptParked : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        first_.start();
        first_.sell(100);
        first_.sell(200);
        first_terminal_ = joined(first_);
        send(first_, first_terminal_, 0);
        second_.start();
        second_.sell(1'000);
        second_.sell(2'000);
        second_.sell(4'000);
        EXPECT_EQ(send(second_, joined(second_), 0).parked, 2U);
    }
    /// The tickets that wait for somebody to look at them.
    std::vector<office::NumberTwice> waiting() {
        auto twice = office::numbers_twice(*db_, 10);
        EXPECT_TRUE(twice) << twice.error().cause.text;
        return twice.value_or(std::vector<office::NumberTwice>{});
    }
    /// As the office does it: the rows, and who wanted them, in one transaction.
    std::expected<office::AcceptedAs, AcceptRefusal> accept(EntryKey entry) {
        std::expected<office::AcceptedAs, AcceptRefusal> answer =
            std::unexpected{AcceptRefusal::not_waiting};
        auto store =
            pos::store::Store::open(target_, {.key_file = directory_.file("office.key")}, kMorning);
        EXPECT_TRUE(store);
        if (!store) return answer;
        const auto work =
            [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<pos::store::Batch> {
            auto tried = office::accept_parked(to.connection(), entry);
            if (!tried) return std::unexpected{pos::store::to_store_error(tried.error())};
            answer = *tried;
            if (!answer) {
                return std::unexpected{
                    pos::store::StoreError{.kind = pos::store::StoreErrorKind::failed}};
            }
            pos::store::Batch batch;
            batch.events.emplace_back(pos::journal::SettingChanged{
                test::at(9, 0, 0), test::anna(), pos::store::accepted_key(entry), answer->from,
                pos::store::accepted_text(answer->to, "the till was set up twice")});
            return batch;
        };
        const auto done = (*store)->change_catalogue(work, kMorning);
        EXPECT_EQ(done.has_value(), answer.has_value());
        return answer;
    }
    std::int64_t with_number(const std::string& number) {
        return db_->value<std::int64_t>("SELECT count(*) FROM sale WHERE number = $1", number)
            ->value();
    }

    Till first_{"B01", "T1", 11};
    Till second_{"B01", "T1", 13};
    office::Terminal first_terminal_;
};

TEST_P(AcceptParked, ShowsBothReceipts) {
    const auto twice = waiting();
    ASSERT_EQ(twice.size(), 2U);
    EXPECT_EQ(twice[0].parked.number, "B01-T1-000001");
    EXPECT_EQ(twice[0].parked.payable, test::euro(1'000));
    EXPECT_EQ(twice[0].parked.branch + twice[0].parked.terminal, "B01T1");
    ASSERT_TRUE(twice[0].booked);
    EXPECT_EQ(twice[0].booked->number, "B01-T1-000001");
    EXPECT_EQ(twice[0].booked->payable, test::euro(100));
    EXPECT_EQ(twice[0].booked->lines, twice[0].parked.lines);
    EXPECT_EQ(twice[0].booked->local, twice[0].parked.local);
    EXPECT_EQ(twice[0].booked->cashier, twice[0].parked.cashier);
    EXPECT_NE(twice[0].booked->entry, twice[0].parked.entry);
    EXPECT_EQ(twice[1].parked.number, "B01-T1-000002");
}

TEST_P(AcceptParked, LetsEachInUnderANumberOfItsOwn) {
    EXPECT_EQ(taken("B01"), 300 + 4'000);
    const auto twice = waiting();
    ASSERT_EQ(twice.size(), 2U);
    const auto accepted = accept(twice[0].parked.entry);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->from, "B01-T1-000001");
    EXPECT_EQ(accepted->to, "B01-T1-000001/2");
    EXPECT_EQ(taken("B01"), 300 + 4'000 + 1'000);
    EXPECT_EQ(with_number("B01-T1-000001"), 1);
    EXPECT_EQ(with_number("B01-T1-000001/2"), 1);
    EXPECT_EQ(count("parked_entry"), 1);
    EXPECT_TRUE(verified().is_good());
    EXPECT_TRUE(accept(twice[1].parked.entry));
    EXPECT_EQ(taken("B01"), first_.sold() + second_.sold());
    EXPECT_EQ(count("parked_entry"), 0);
    EXPECT_EQ(waiting().size(), 0U);
    EXPECT_TRUE(verified().is_good());
    // What the till sells on is as before.
    second_.sell(8'000);
    EXPECT_EQ(send(second_, joined(second_), 5).parked, 0U);
    EXPECT_EQ(taken("B01"), first_.sold() + second_.sold());
    EXPECT_TRUE(verified().is_good());
}

TEST_P(AcceptParked, LetsATicketInOnce) {
    const EntryKey entry = waiting().at(0).parked.entry;
    ASSERT_TRUE(accept(entry));
    const auto before = taken("B01");
    EXPECT_EQ(accept(entry).error(), AcceptRefusal::not_waiting);
    EXPECT_EQ(accept({99, 3}).error(), AcceptRefusal::not_waiting);
    // One that is parked for another reason waits for another program, not for people.
    second_.append(pos::journal::EncodedEvent{9'000, 1, {std::byte{1}}});
    EXPECT_EQ(send(second_, joined(second_), 5).parked, 1U);
    EXPECT_EQ(accept({entry.journal, 6}).error(), AcceptRefusal::not_waiting);
    // What was sent again is acknowledged again, and nothing else.
    EXPECT_EQ(send(second_, joined(second_), 0).again, 6U);
    EXPECT_EQ(taken("B01"), before);
    EXPECT_TRUE(verified().differences.empty());
}

TEST_P(AcceptParked, GivesAThirdReceiptTheNextNumber) {
    Till third{"B01", "T1", 17};
    third.start();
    third.sell(16'000);
    EXPECT_EQ(send(third, joined(third), 0).parked, 1U);
    std::vector<std::string> numbers;
    for (const auto& one : waiting()) {
        if (one.parked.number != "B01-T1-000001") continue;
        const auto accepted = accept(one.parked.entry);
        ASSERT_TRUE(accepted);
        numbers.push_back(accepted->to);
    }
    EXPECT_EQ(numbers, (std::vector<std::string>{"B01-T1-000001/2", "B01-T1-000001/3"}));
    EXPECT_TRUE(verified().is_good());
}

TEST_P(AcceptParked, NeverLetsTheSameSaleInTwice) {
    pos::journal::SaleRecord record = test::sample_sale();
    record.sale = test::id(91);
    record.branch = "B01";
    record.terminal = "T1";
    record.external_number.clear();
    record.number = "B01-T1-000003";
    first_.append(pos::journal::SaleCompleted{record});
    // The number is the second till's in the books, so this one waits at first.
    EXPECT_EQ(send(first_, first_terminal_, 4).parked, 1U);
    Till third{"B01", "T1", 17};
    third.start();
    record.number = "B01-T1-000001";
    third.append(pos::journal::SaleCompleted{record});
    EXPECT_EQ(send(third, joined(third), 0).parked, 1U);
    const auto twice = waiting();
    ASSERT_EQ(twice.size(), 4U);
    EXPECT_TRUE(accept(twice[0].parked.entry));  // the first till's: that sale is in the books now
    const auto before = taken("B01");
    EXPECT_EQ(accept(twice[3].parked.entry).error(), AcceptRefusal::still_parked);
    EXPECT_EQ(taken("B01"), before);
    EXPECT_EQ(count("parked_entry"), 3);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(AcceptParked, IsFoundByVerifyWhereNobodySaidSo) {
    const EntryKey entry = waiting().at(0).parked.entry;
    {
        auto work =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(work);
        const auto tried = office::accept_parked(*db_, entry);
        ASSERT_TRUE(tried && *tried);
        ASSERT_TRUE(work->commit());
    }
    EXPECT_FALSE(verified().is_good());
}

TEST_P(AcceptParked, IsFoundByVerifyUnderAnotherNumberThanWasSaid) {
    ASSERT_TRUE(accept(waiting().at(0).parked.entry));
    ASSERT_TRUE(
        db_->exec("UPDATE sale SET number = 'B01-T1-000009' WHERE number = 'B01-T1-000001/2'"));
    EXPECT_FALSE(verified().is_good());
}

ON_EITHER_ENGINE(AcceptParked);

}  // namespace
