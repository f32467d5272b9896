// Goal: a file of sales becomes tickets by the rules of `ring`, and the register's books agree with
// it.
#include "app/core/ring/ring.hpp"

#include <gtest/gtest.h>

#include "app/core/init.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace ring = app::core::ring;

namespace {

class RingTest : public testing::Test {
protected:
    void SetUp() override {
        auto made = app::core::init_shop(
            (temp_.path() / "shop.db").string(),
            {.branch = "B01", .terminal = "T1", .currency = "GBP", .zone = "Europe/London"}, {},
            pos::Instant{1'290'000'000'000}, random_);
        ASSERT_TRUE(made.has_value()) << made.error().words;
        store_ = std::move(*made);
    }
    static ring::ReadFile read(const std::string& csv) {
        auto file =
            app::core::tabular::Reader::open(app::core::tabular::memory_input(csv), "sales.csv", {})
                .value();
        auto read = ring::read(file, {.currency = *pos::currency_of("GBP")}, {});
        EXPECT_TRUE(read.has_value());
        return std::move(*read);
    }
    ring::RingReport rung(const std::string& csv, bool skip_bad = true) {
        auto done = ring::ring(read(csv), {.refund_prefix = "C", .skip_bad = skip_bad}, *store_,
                               random_, {});
        EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().words);
        return done ? std::move(*done) : ring::RingReport{};
    }

    test::TempDir temp_;
    test::SeededRandom random_{3};
    std::unique_ptr<pos::store::Store> store_;
};

const std::string kHead = "receipt,sku,name,quantity,price,at\n";

}  // namespace

TEST_F(RingTest, rows_of_one_number_are_one_sale_wherever_they_stand) {
    const auto done = rung(kHead +
                           "1,A,Apple,2,1.50,2010-12-01 08:26:00\n"
                           "2,B,Bread,1,2.00,2010-12-01 08:30:00\n"
                           "1,B,Bread,1,2.00,2010-12-01 09:00:00\n");
    EXPECT_EQ(done.sales, 2U);
    const auto receipt = store_->reader().receipt("1").value().value();
    EXPECT_EQ(receipt.record.payable.minor, 500);
    EXPECT_EQ(receipt.record.number, "B01-T1-000001");
    EXPECT_EQ(receipt.record.when.local.second_of_day, 8 * 3600 + 26 * 60);
}

TEST_F(RingTest, a_line_is_rounded_once_half_away_from_zero) {
    EXPECT_EQ(rung(kHead + "1,A,Apple,3,0.125,2010-12-01 08:26:00\n").sales, 1U);
    EXPECT_EQ(store_->reader().receipt("1").value()->record.payable.minor, 38);
}

TEST_F(RingTest, a_refund_prefix_pays_back_and_a_mismatch_is_refused) {
    const auto done = rung(kHead +
                           "C1,A,Apple,-2,1.50,2010-12-01 08:26:00\n"
                           "C2,A,Apple,2,1.50,2010-12-01 08:27:00\n"
                           "3,A,Apple,-2,1.50,2010-12-01 08:28:00\n");
    EXPECT_EQ(done.refunds, 1U);
    ASSERT_EQ(done.refusals.size(), 2U);
    EXPECT_EQ(done.refusals[0].receipt, "C2");
    EXPECT_EQ(done.refusals[1].line, 4U);
    EXPECT_EQ(store_->reader().receipt("C1").value()->record.payable.minor, -300);
}

TEST_F(RingTest, negative_quantities_without_a_price_adjust_the_stock) {
    const auto done = rung(kHead + "1,A,Apple,-7,0,2010-12-01 08:26:00\n");
    EXPECT_EQ(done.stock_adjustments, 1U);
    const auto item = store_->reader().catalogue().by_number("A").value().value();
    EXPECT_EQ(store_->reader().stock(item.item.id).value(), -pos::pieces(7));
}

TEST_F(RingTest, one_refusal_keeps_everything_out_unless_bad_ones_are_skipped) {
    const std::string csv = kHead +
                            "1,A,Apple,1,1.50,2010-12-01 08:26:00\n"
                            "2,A,Apple,1,-3,2010-12-01 08:26:00\n"
                            "3,A,Apple,x,1,2010-12-01 08:26:00\n"
                            "4,A,Apple,1,1,yesterday\n";
    const auto none = rung(csv, false);
    EXPECT_EQ(none.sales, 0U);
    EXPECT_EQ(none.refusals.size(), 3U);
    EXPECT_FALSE(store_->reader().receipt("1").value().has_value());
    EXPECT_EQ(rung(csv, true).sales, 1U);
}

TEST_F(RingTest, a_second_run_skips_what_is_there) {
    const std::string csv = kHead + "1,A,Apple,1,1.50,2010-12-01 08:26:00\n";
    EXPECT_EQ(rung(csv).sales, 1U);
    const auto again = rung(csv + "2,A,Apple,1,1.50,2010-12-02 08:26:00\n");
    EXPECT_EQ(again.skipped, 1U);
    EXPECT_EQ(again.sales, 1U);
}

TEST_F(RingTest, each_business_day_is_closed_with_its_own_z) {
    rung(kHead +
         "1,A,Apple,1,1.50,2010-12-01 08:26:00\n"
         "2,A,Apple,1,1.50,2010-12-02 08:26:00\n");
    const auto zs = store_->reader()
                        .z_reports({pos::make_date(2010, 12, 1), pos::make_date(2010, 12, 31)})
                        .value();
    ASSERT_EQ(zs.size(), 2U);
    EXPECT_EQ(zs[0].closed.z_number + zs[1].closed.z_number, 3U);
}

TEST(RingTime, formats_and_dates_that_do_not_exist) {
    EXPECT_EQ(ring::parse_time("01/12/2010 8:26", "%d/%m/%Y %H:%M"),
              (ring::WallClock{pos::make_date(2010, 12, 1), 8 * 3600 + 26 * 60}));
    EXPECT_FALSE(ring::parse_time("2010-02-30 08:26:00", "%Y-%m-%d %H:%M:%S"));
    EXPECT_FALSE(ring::parse_time("2010-02-03 24:00:00", "%Y-%m-%d %H:%M:%S"));
    EXPECT_FALSE(ring::parse_time("2010-02-03 10:00:00 ", "%Y-%m-%d %H:%M:%S"));
}
