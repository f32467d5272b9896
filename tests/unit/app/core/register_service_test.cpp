// Goal: what need not be waited for is written with the next thing that must be, once and in one
//       transaction; after a write that failed nothing of it is lost.
// Method: a register over a real shop; another connection that holds the database.
#include "app/core/register_service.hpp"

#include <gtest/gtest.h>

#include "app/core/init.hpp"
#include "pos/journal/kinds.hpp"
#include "pos/store/db/open.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::core::RegisterService;
using pos::sale::Phase;

constexpr pos::Instant kMorning{1'788'856'200'000};

class RegisterServiceTest : public testing::Test {
protected:
    void SetUp() override {
        auto made = app::core::init_shop(
            where_, {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
            {.program = "test"}, kMorning, random_);
        ASSERT_TRUE(made) << made.error().words;
        store_ = std::move(*made);
        auto shop = app::core::read_shop(store_->reader(), store_->journal(), {});
        ASSERT_TRUE(shop) << shop.error().words;
        till_.emplace(*store_, std::move(*shop), random_);
        ASSERT_TRUE(till_->tell(pos::sale::OpenShift{pos::zero(currency())}, kMorning));
    }

    pos::Currency currency() const { return store_->journal().currency; }
    void add(const std::string& name) {
        pos::sale::Item item{.id = pos::make_ulid(kMorning, random_),
                             .number = name,
                             .name = name,
                             .price = pos::unit_price({250, currency()})};
        ASSERT_TRUE(till_->tell(pos::sale::AddItem{.item = std::move(item)}, kMorning));
    }
    /// The kinds of the entries behind `seq`.
    std::vector<std::uint16_t> kinds_after(std::uint64_t seq) {
        std::vector<std::uint16_t> kinds;
        const auto walked = store_->reader().walk(store_->journal().journal, seq,
                                                  [&](const pos::journal::Entry& entry) {
                                                      kinds.push_back(entry.kind);
                                                      return true;
                                                  });
        EXPECT_TRUE(walked.has_value());
        return kinds;
    }
    pos::store::Carts carts() {
        auto carts = pos::store::read_carts(store_->reader().connection());
        EXPECT_TRUE(carts.has_value());
        return carts ? std::move(*carts) : pos::store::Carts{};
    }
    std::size_t saved_lines() {
        const auto open = carts().open;
        return open.empty() ? 0 : open.back().lines.size();
    }

    test::TempDir folder_;
    std::string where_ = folder_.file("shop.db");
    test::SeededRandom random_{7};
    std::unique_ptr<pos::store::Store> store_;
    std::optional<RegisterService> till_;
};

constexpr auto kStarted =
    static_cast<std::uint16_t>(pos::journal::Kind<pos::journal::SaleStarted>::kNumber);
constexpr auto kCompleted =
    static_cast<std::uint16_t>(pos::journal::Kind<pos::journal::SaleCompleted>::kNumber);

}  // namespace

TEST_F(RegisterServiceTest, a_sale_takes_what_was_gathered_with_it) {
    const auto before = store_->head().seq;
    add("milk");
    add("bread");
    EXPECT_EQ(store_->head().seq, before);
    EXPECT_EQ(saved_lines(), 0U);
    ASSERT_TRUE(till_->tell(pos::sale::ExactCash{}, kMorning));
    EXPECT_EQ(kinds_after(before), (std::vector{kStarted, kCompleted}));
    EXPECT_EQ(till_->state().phase, Phase::complete);
    EXPECT_EQ(till_->state().last->record.number, "B01-T1-000001");
}

TEST_F(RegisterServiceTest, a_flush_saves_the_cart_as_it_is_then) {
    const auto before = store_->head().seq;
    add("milk");
    add("bread");
    ASSERT_TRUE(till_->flush(kMorning));
    EXPECT_EQ(saved_lines(), 2U);
    EXPECT_EQ(kinds_after(before), std::vector{kStarted});
    add("eggs");
    ASSERT_TRUE(till_->tell(pos::sale::Hold{}, kMorning));
    ASSERT_TRUE(till_->flush(kMorning));
    EXPECT_EQ(saved_lines(), 0U);
    const auto held = carts().held;
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held.front().lines.size(), 3U);
}

TEST_F(RegisterServiceTest, a_cart_that_the_close_puts_aside_is_saved_as_a_held_one) {
    add("milk");
    ASSERT_TRUE(
        till_->tell(pos::sale::CloseShift{{{"cash", pos::zero(currency())}}, ""}, kMorning));
    EXPECT_TRUE(carts().open.empty());
    EXPECT_EQ(carts().held, till_->state().held);
}

TEST_F(RegisterServiceTest, what_a_failed_write_held_goes_with_the_next) {
    const auto before = store_->head().seq;
    add("milk");
    auto other = pos::store::db::open({pos::store::db::Engine::sqlite, where_});
    ASSERT_TRUE(other.has_value());
    ASSERT_TRUE((*other)->begin(pos::store::db::TransactionKind::write));
    EXPECT_FALSE(till_->flush(kMorning));
    EXPECT_FALSE(till_->tell(pos::sale::ExactCash{}, kMorning));
    EXPECT_EQ(till_->state().phase, Phase::cart);
    (*other)->rollback();
    ASSERT_TRUE(till_->tell(pos::sale::ExactCash{}, kMorning));
    EXPECT_EQ(kinds_after(before), (std::vector{kStarted, kCompleted}));
}
