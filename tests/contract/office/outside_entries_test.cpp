// Goal: what lies outside the books is given out as it came, and comes in again as it was. Method:
// a copy of a copy, and entries that are parked, taken out of one database and given to it again.
#include "pos/store/office/outside_entries.hpp"

#include <gtest/gtest.h>

#include "tests/contract/office/office.hpp"

namespace {

using pos::store::office::Outside;
using pos::store::office::Reception;
namespace office = pos::store::office;

class OutsideEntries : public test::EitherOffice {
protected:
    /// Each entry of a run, read three at a time.
    std::vector<pos::journal::SealedEntry> all_of(const office::OutsideRun& run) {
        std::vector<pos::journal::SealedEntry> all;
        for (std::uint64_t after = run.after.seq;;) {
            const auto some =
                office::entries_of(*db_, run, after, {.entries_max = 3, .bytes_max = 1'000'000});
            EXPECT_TRUE(some);
            if (!some || some->empty()) return all;
            after = some->back().entry.seq;
            all.insert(all.end(), some->begin(), some->end());
        }
    }
};

TEST_P(OutsideEntries, ComeInAgainAsTheyWere) {
    test::Till one{"B01", "T1", 1};
    one.start();
    one.sell(100);
    const auto terminal = joined(one);
    send(one, terminal, 0);
    test::Till two = one.copy();
    one.sell(200);
    for (int i = 0; i < 5; ++i) two.sell(300 + i);
    test::Till three = two.copy();
    two.sell(400);
    three.sell(500);
    // Parked: a kind that is not known, twice in a row and once apart.
    one.append(pos::journal::EncodedEvent{9'000, 1, {std::byte{1}}});
    one.append(pos::journal::EncodedEvent{9'000, 1, {std::byte{2}}});
    one.sell(600);
    one.append(pos::journal::EncodedEvent{9'000, 1, {std::byte{3}}});
    two.entries()[5].attachments.push_back({});
    two.entries()[5].attachments.back().bytes = {std::byte{7}};
    send(one, terminal, 0);
    send(two, terminal, 0);
    send(three, terminal, 0);

    const auto runs = office::outside_runs(*db_);
    ASSERT_TRUE(runs) << runs.error().cause.text;
    ASSERT_EQ(runs->size(), 4U);
    EXPECT_EQ((*runs)[0].after, one.head_at(3));
    EXPECT_EQ((*runs)[0].last_seq, 9U);
    EXPECT_EQ((*runs)[1].after, two.head_at(8));
    EXPECT_EQ((*runs)[2].why, Outside::parked);
    EXPECT_EQ((*runs)[2].after, one.head_at(4));
    EXPECT_EQ((*runs)[2].last_seq, 6U);
    EXPECT_EQ((*runs)[3].after, one.head_at(7));
    const auto is_tail_of = [&](const office::OutsideRun& run, const test::Till& till) {
        return std::ranges::equal(all_of(run),
                                  till.behind(run.after.seq).first(run.last_seq - run.after.seq));
    };
    EXPECT_TRUE(is_tail_of((*runs)[0], two));
    EXPECT_TRUE(is_tail_of((*runs)[1], three));
    EXPECT_TRUE(is_tail_of((*runs)[2], one));
    EXPECT_TRUE(is_tail_of((*runs)[3], one));

    const auto before = count("fork_entry");
    for (const auto& run : *runs) {
        const auto entries = all_of(run);
        const auto receipt = office::take_in(*db_,
                                             {terminal.terminal, terminal.branch, terminal.code,
                                              run.journal, run.journal_key, run.after, entries},
                                             test::kMorning);
        ASSERT_TRUE(receipt);
        EXPECT_EQ(receipt->again, entries.size());
        EXPECT_EQ(receipt->added + receipt->set_aside, 0U);
        EXPECT_NE(receipt->reception, Reception::elsewhere);
    }
    EXPECT_EQ(count("fork_entry"), before);
}

ON_EITHER_ENGINE(OutsideEntries);

}  // namespace
