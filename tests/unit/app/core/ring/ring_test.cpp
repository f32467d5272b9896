// Goal: a file of sales becomes tickets by the rules of `ring`, and the register's books agree with
// it.
#include "app/core/ring/ring.hpp"

#include <gtest/gtest.h>

#include "app/core/find_code.hpp"
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
    static ring::ReadFile read(const std::string& csv, ring::ReadOptions options = {}) {
        auto file =
            app::core::tabular::Reader::open(app::core::tabular::memory_input(csv), "sales.csv", {})
                .value();
        options.currency = *pos::currency_of("GBP");
        auto read = ring::read(file, options, {});
        EXPECT_TRUE(read.has_value());
        return std::move(*read);
    }
    ring::RingReport rung(const std::string& csv, bool skip_bad = true,
                          std::vector<app::core::tabular::MapEntry> mapping = {}) {
        ring::ReadOptions how;
        how.mapping = std::move(mapping);
        auto done = ring::ring(read(csv, std::move(how)),
                               {.refund_prefix = "C", .skip_bad = skip_bad}, *store_, random_, {});
        EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().words);
        if (done) {
            EXPECT_EQ(done->receipts, done->sales + done->refunds + done->stock_adjustments +
                                          done->refused + done->skipped);
        }
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

TEST_F(RingTest, goods_by_the_piece_are_not_adjusted_by_parts_of_one) {
    const auto done = rung(kHead +
                           "1,A,Apple,-7,0,2010-12-01 08:26:00\n"
                           "2,A,Apple,-1,0,2010-12-01 08:27:00\n"
                           "2,B,Pear,-1.5,0,2010-12-01 08:27:00\n");
    EXPECT_EQ(done.stock_adjustments, 1U);
    ASSERT_EQ(done.refusals.size(), 1U);
    EXPECT_EQ(done.refusals[0].line, 4U);
    EXPECT_EQ(done.refusals[0].receipt, "2");
    EXPECT_NE(done.refusals[0].reason.find("B Pear: -1.5 is no whole number"), std::string::npos);
    EXPECT_FALSE(store_->reader().catalogue().by_number("B").value().has_value());
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

TEST_F(RingTest, a_skipped_receipt_leaves_no_goods_behind) {
    const auto done = rung(kHead +
                           "1,A,Apple,1,1.50,2010-12-01 08:26:00\n"
                           "2,A,Apple,1,1.50,2010-12-01 09:00:00\n"
                           "2,B,Pear,1.5,1,2010-12-01 09:00:00\n"
                           "C3,C,Plum,1,1,2010-12-01 09:00:00\n"
                           "4,C,Plum,1,1,2010-12-01 09:30:00\n");
    EXPECT_EQ(done.refused, 2U);
    EXPECT_EQ(done.items_added, 2U);
    EXPECT_FALSE(store_->reader().catalogue().by_number("B").value().has_value());
    EXPECT_TRUE(store_->reader().catalogue().by_number("C").value().has_value());
}

TEST_F(RingTest, a_second_run_skips_what_is_there) {
    const std::string csv = kHead + "1,A,Apple,1,1.50,2010-12-01 08:26:00\n";
    EXPECT_EQ(rung(csv).sales, 1U);
    const auto again = rung(csv + "2,A,Apple,1,1.50,2010-12-02 08:26:00\n");
    EXPECT_EQ(again.skipped, 1U);
    EXPECT_EQ(again.sales, 1U);
}

TEST_F(RingTest, nothing_of_a_refused_receipt_comes_into_the_books) {
    const std::string good = "1,A,Apple,1,1.50,2010-12-01 08:26:00\n";
    const std::string bad =
        "C2,A,Apple,1,1.50,2010-12-01 09:00:00\n"
        "3,B,Pear,1.5,1,2010-12-02 09:00:00\n";
    const auto before = store_->head().seq;
    rung(kHead + good);
    const auto of_the_good_one = store_->head().seq - before;

    const auto again = rung(kHead + good + bad);
    EXPECT_EQ(again.skipped, 1U);
    EXPECT_EQ(again.refused, 2U);
    ASSERT_EQ(again.refusals.size(), 2U);
    EXPECT_EQ(again.refusals[0].column, "receipt");
    EXPECT_EQ(again.refusals[1].column, "quantity");
    EXPECT_EQ(store_->head().seq, before + of_the_good_one) << "no sale given up, no further Z";
    const auto zs = store_->reader()
                        .z_reports({pos::make_date(2010, 12, 1), pos::make_date(2010, 12, 31)})
                        .value();
    EXPECT_EQ(zs.size(), 1U);
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

TEST_F(RingTest, what_only_the_register_refuses_keeps_everything_out_too) {
    const std::string good = "1,A,Apple,1,1.50,2010-12-01 08:26:00\n";
    for (const std::string& bad :
         {std::string{"2,B,Pear,1.5,1,2010-12-01 09:00:00\n"},
          std::string{"C2,B,Pear,1,1,2010-12-01 09:00:00\n"},
          std::string{"2,B,Pear,-1,1,2010-12-01 09:00:00\n"},
          std::string{"2,B,Pear,0,1,2010-12-01 09:00:00\n"},
          std::string{"2,B,Pear,9999999,1,2010-12-01 09:00:00\n"},
          "2" + std::string(500, '2') + ",B,Pear,1,1,2010-12-01 09:00:00\n"}) {
        SCOPED_TRACE(bad);
        const auto head = store_->head();
        const auto done = rung(kHead + good + bad, false);
        EXPECT_EQ(done.sales, 0U);
        EXPECT_EQ(done.refused, 1U);
        ASSERT_EQ(done.refusals.size(), 1U);
        EXPECT_EQ(done.refusals[0].line, 3U);
        EXPECT_EQ(store_->head(), head);
        EXPECT_EQ(store_->reader().catalogue().count().value(), 0);
    }
    EXPECT_EQ(rung(kHead + good, false).sales, 1U);
}

TEST_F(RingTest, a_refusal_names_the_line_and_the_column_that_it_is_about) {
    const auto done = rung(
        "Invoice,Code,Text,Pieces,Each,Date,Who\n"
        "2001,B,Pear,2,1,2010-12-01 09:00:00,\n"
        "2001,B,Pear,1.5,1,2010-12-01 09:00:00,\n"
        "2002,B,Pear,1,1,2010-12-01 09:00:00,\n"
        "2002,B,Pear,999999999,1,2010-12-01 09:00:00,\n"
        "2003,B,Pear,1,1,2010-12-01 09:00:00,\n"
        "2003,B,Pear,1,-1,2010-12-01 09:00:00,\n"
        "2004,B,Pear,1,1,today,\n"
        "2005,B,Pear,1,one,2010-12-01 09:00:00,\n"
        "2006,,,1,1,2010-12-01 09:00:00,\n"
        ",B,Pear,1,1,2010-12-01 09:00:00,\n"
        "2007,B,Pear,1,1,2010-12-01 09:00:00,\n"
        "2008,B,Pear,-1,1,2010-12-01 09:00:00,\n",
        false,
        {{"receipt", "Invoice"},
         {"sku", "Code"},
         {"name", "Text"},
         {"quantity", "Pieces"},
         {"price", "Each"},
         {"at", "Date"},
         {"customer", "Who"}});
    std::vector<std::pair<std::uint64_t, std::string>> told;
    for (const auto& refusal : done.refusals) told.emplace_back(refusal.line, refusal.column);
    const std::vector<std::pair<std::uint64_t, std::string>> expected{
        {3, "Pieces"}, {5, "Pieces"},   {7, "Each"}, {8, "Date"},    {9, "Each"},
        {10, "Code"},  {11, "Invoice"}, {12, ""},    {13, "Invoice"}};
    EXPECT_EQ(told, expected);
}

TEST_F(RingTest, a_broken_row_names_the_column_that_is_broken) {
    const auto file = read(kHead +
                           "4,\"A\"x,Bread,1,1,2010-12-01 08:00:00\n"
                           "5,B\n");
    ASSERT_EQ(file.refusals.size(), 2U);
    EXPECT_EQ(file.refusals[0].column, "sku");
    EXPECT_EQ(file.refusals[1].column, "") << "fields are missing, and none is wrong";
}

TEST_F(RingTest, a_whole_good_file_is_kept_after_it_was_tried) {
    const auto done = rung(kHead +
                               "1,A,Apple,2,1.50,2010-12-01 08:26:00\n"
                               "C2,A,Apple,-1,1.50,2010-12-02 08:26:00\n"
                               "3,A,Apple,-1,0,2010-12-02 08:26:00\n",
                           false);
    EXPECT_EQ(done.sales + done.refunds + done.stock_adjustments, 3U);
    EXPECT_EQ(done.items_added, 1U);
    EXPECT_TRUE(store_->reader().receipt("C2").value().has_value());
}

TEST_F(RingTest, a_receipt_is_refused_whole_when_one_of_its_rows_is_broken) {
    const auto file = read(kHead +
                           "1,A,Apple,1,1,2010-12-01 08:00:00\n"
                           "2,A,Apple,1,1,2010-12-01 08:00:00,too,many\n"
                           "2,B,Bread,1,1,2010-12-01 08:00:00\n"
                           "3,B\n"
                           "4,\xFF,Bröt,1,1,2010-12-01 08:00:00\n"
                           "5,B,Bread,1,1,2010-12-01 08:00:00\n");
    ASSERT_EQ(file.tickets.size(), 2U);
    EXPECT_EQ(file.tickets[0].number, "1");
    EXPECT_EQ(file.tickets[1].number, "5");
    EXPECT_EQ(file.refused_receipts, 3U);
    ASSERT_EQ(file.refusals.size(), 3U);
    EXPECT_EQ(file.refusals[0].receipt, "2");
    EXPECT_EQ(file.refusals[0].line, 3U);
    EXPECT_EQ(file.refusals[1].receipt, "3");
    EXPECT_EQ(file.refusals[2].receipt, "4");
}

TEST_F(RingTest, a_row_that_may_belong_to_its_neighbours_spoils_both) {
    const std::string before = "1,A,Apple,1,1,2010-12-01 08:00:00\n";
    const std::string behind = "2,A,Apple,1,1,2010-12-01 08:00:00\n";
    const std::string apart = "3,A,Apple,1,1,2010-12-01 08:00:00\n";
    for (const std::string& lost : {std::string{",B,Bread,1,1,2010-12-01 08:00:00\n"},
                                    std::string{"\"2,B,Bread,1,1,2010-12-01 08:00:00\n"},
                                    std::string{"\xFF,B,Bröt,1,1,2010-12-01 08:00:00\n"},
                                    std::string{"\"2\"x,B,Bread,1,1,2010-12-01 08:00:00\n"}}) {
        SCOPED_TRACE(lost);
        const auto file = read(kHead + before + lost + behind + apart);
        ASSERT_EQ(file.tickets.size(), 1U);
        EXPECT_EQ(file.tickets[0].number, "3");
        EXPECT_EQ(file.refused_receipts, 3U);
        ASSERT_EQ(file.refusals.size(), 3U);
        EXPECT_EQ(file.refusals[0].receipt, "");
        EXPECT_EQ(file.refusals[0].line, 3U);
        EXPECT_EQ(file.refusals[1].receipt, "1");
        EXPECT_EQ(file.refusals[1].reason, "the row on line 3 may belong to it");
        EXPECT_EQ(file.refusals[2].receipt, "2");
    }
}

TEST_F(RingTest, a_receipt_with_several_bad_rows_is_one_refused_receipt) {
    const auto done = rung(kHead +
                           "1,A,Apple,x,1,2010-12-01 08:00:00\n"
                           "1,B,Bread,1,y,2010-12-01 08:00:00\n"
                           "2,B,Bread,1,1,2010-12-01 08:00:00\n");
    EXPECT_EQ(done.refused, 1U);
    EXPECT_EQ(done.receipts, 2U);
    EXPECT_EQ(done.refusals.size(), 2U);  // each row is told
    EXPECT_EQ(done.sales, 1U);
}

TEST_F(RingTest, figures_that_read_two_ways_are_refused_until_the_sign_is_said) {
    const std::string csv = kHead + "1,A,Apple,1,\"1,299\",2010-12-01 08:00:00\n";
    const auto either = read(csv);
    ASSERT_EQ(either.refusals.size(), 1U);
    EXPECT_EQ(
        either.refusals[0].reason,
        "the price \"1,299\" may be thousands or decimals: say which sign parts the decimals");
    using app::core::imports::DecimalSign;
    EXPECT_EQ(read(csv, {.decimal_sign = DecimalSign::comma}).tickets[0].rows[0].price.e8,
              129'900'000);
    EXPECT_EQ(read(csv, {.decimal_sign = DecimalSign::point}).tickets[0].rows[0].price.e8,
              129'900'000'000);
}

TEST_F(RingTest, each_bad_cell_has_its_reason) {
    const auto reason = [](const std::string& cells) {
        const auto file = read("receipt,sku,name,quantity,price,at,customer,tax,unit,department\n" +
                               cells + "\n");
        EXPECT_EQ(file.refusals.size(), 1U) << cells;
        return file.refusals.empty() ? std::string{} : file.refusals[0].reason;
    };
    const std::string time = "2010-12-01 08:00:00";
    EXPECT_EQ(reason("1,A,n,,1," + time + ",,,,"), "the quantity is blank");
    EXPECT_EQ(reason("1,A,n,1,," + time + ",,,,"), "the price is blank");
    EXPECT_EQ(reason("1,A,n,x,1," + time + ",,,,"), "the quantity \"x\" cannot be read");
    EXPECT_EQ(reason("1,A,n,1,0.123456789," + time + ",,,,"),
              "the price \"0.123456789\" has too many decimals");
    EXPECT_EQ(reason("1,A,n,1,99999999999999999999," + time + ",,,,"),
              "the price \"99999999999999999999\" is too large");
    EXPECT_EQ(reason("1,A,n,9999999999,1," + time + ",,,,"),
              "the quantity or the price is too large");
    EXPECT_EQ(reason("1,,,1,1," + time + ",,,,"), "it names no item");
    EXPECT_EQ(reason("1," + std::string(81, 'A') + ",n,1,1," + time + ",,,,"),
              "the item number is longer than 80 bytes");
    EXPECT_EQ(reason("1,A,n,1,1," + time + "," + std::string(81, 'c') + ",,,"),
              "the customer is longer than 80 bytes");
    EXPECT_EQ(reason("1,A,n,1,1," + time + ",,,," + std::string(81, 'd')),
              "the department is longer than 80 bytes");
    EXPECT_EQ(reason("1,A,n,1,1," + time + ",,VAT,,"), "the shop has no tax class \"VAT\"");
    EXPECT_EQ(reason("1,A,n,1,1," + time + ",,,crate,"), "\"crate\" is no unit known here");
    EXPECT_EQ(reason("1,A,n,1,1,2010-02-30 08:00:00,,,,"),
              "the time \"2010-02-30 08:00:00\" cannot be read");
    EXPECT_EQ(reason("\"1\t2\",A,n,1,1," + time + ",,,,"),
              "its receipt number has characters that no number has");
}

TEST_F(RingTest, a_unit_makes_weighed_goods_of_an_unknown_item) {
    const auto done = rung(
        "receipt,sku,quantity,price,at,unit\n"
        "1,FUEL,12.345,1.479,2010-12-01 08:00:00,L\n");
    EXPECT_EQ(done.sales, 1U);
    EXPECT_EQ(store_->reader().receipt("1").value()->record.payable.minor, 1826);
    EXPECT_EQ(store_->reader().catalogue().by_number("FUEL").value()->item.unit, "l");
}

TEST_F(RingTest, an_hour_that_comes_twice_is_the_earlier_one) {
    // On 2010-10-31 London's clocks went from 02:00 summer time back to 01:00.
    rung(kHead + "1,A,Apple,1,1,2010-10-31 01:30:00\n");
    const auto record = store_->reader().receipt("1").value()->record;
    EXPECT_EQ(record.when.local.second_of_day, 90 * 60);
    EXPECT_EQ(record.when.local.utc_offset_s, 3'600);
    EXPECT_EQ(to_string(record.when.business_date), "2010-10-31");
}

TEST_F(RingTest, an_hour_that_never_was_is_read_as_if_the_clock_stood) {
    // On 2011-03-27 London's clocks went from 01:00 to 02:00.
    rung(kHead + "1,A,Apple,1,1,2011-03-27 01:30:00\n");
    const auto record = store_->reader().receipt("1").value()->record;
    EXPECT_EQ(record.when.local.second_of_day, 150 * 60);
    EXPECT_EQ(record.when.local.utc_offset_s, 3'600);
}

TEST_F(RingTest, an_open_till_is_not_rung_over) {
    app::core::RegisterService service{
        *store_, app::core::read_shop(store_->reader(), store_->journal(), {}).value(), random_};
    ASSERT_TRUE(service.tell(pos::sale::OpenShift{{50'00, *pos::currency_of("GBP")}, {}},
                             pos::Instant{1'290'000'000'000}));
    const auto done =
        ring::ring(read(kHead + "1,A,Apple,1,1,2010-12-01 08:00:00\n"), {}, *store_, random_, {});
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().words, "The till is open. Close the day in its window first.");
}

TEST_F(RingTest, goes_on_in_the_shift_that_a_run_cut_off_has_left) {
    const std::string first = "1,A,Apple,1,1.50,2010-12-01 08:26:00\n";
    rung(kHead + first);
    const auto shop = app::core::read_shop(store_->reader(), store_->journal(), {}).value();
    app::core::RegisterService service{*store_, shop, random_};
    const auto at = [&](int hour) {
        return shop.zone.instants(pos::make_date(2010, 12, 2), hour * 3600).front();
    };
    const auto stored = store_->reader().catalogue().by_number("A").value().value();
    const pos::sale::AddItem apple{
        .item = app::core::register_item(stored, shop.taxes, pos::make_date(2010, 12, 2))};
    const auto zero = pos::zero(*pos::currency_of("GBP"));
    ASSERT_TRUE(service.tell(pos::sale::OpenShift{zero, pos::make_date(2010, 12, 2)}, at(8)));
    ASSERT_TRUE(service.tell(apple, at(8)));
    ASSERT_TRUE(service.tell(pos::sale::SetExternalNumber{"2"}, at(8)));
    ASSERT_TRUE(service.tell(pos::sale::ExactCash{}, at(8)));
    ASSERT_TRUE(service.tell(apple, at(9)));  // and the run is killed

    const auto done = rung(kHead + first +
                           "2,A,Apple,1,1.50,2010-12-02 08:00:00\n"
                           "3,A,Apple,2,1.50,2010-12-02 09:00:00\n"
                           "4,A,Apple,2,1.50,2010-12-03 09:00:00\n");
    EXPECT_EQ(done.skipped, 2U);
    EXPECT_EQ(done.sales, 2U);
    EXPECT_EQ(store_->reader().receipt("3").value()->record.payable.minor, 300);
    const auto zs = store_->reader()
                        .z_reports({pos::make_date(2010, 12, 1), pos::make_date(2010, 12, 31)})
                        .value();
    EXPECT_EQ(zs.size(), 3U);
}

TEST_F(RingTest, a_shift_with_a_sale_of_its_own_is_not_rung_over) {
    rung(kHead + "1,A,Apple,1,1.50,2010-12-01 08:26:00\n");
    const auto shop = app::core::read_shop(store_->reader(), store_->journal(), {}).value();
    app::core::RegisterService service{*store_, shop, random_};
    const pos::Instant now{1'291'300'000'000};
    const auto stored = store_->reader().catalogue().by_number("A").value().value();
    const auto zero = pos::zero(*pos::currency_of("GBP"));
    ASSERT_TRUE(service.tell(pos::sale::OpenShift{zero, {}}, now));
    ASSERT_TRUE(
        service.tell(pos::sale::AddItem{.item = app::core::register_item(
                                            stored, shop.taxes, pos::make_date(2010, 12, 2))},
                     now));
    ASSERT_TRUE(service.tell(pos::sale::ExactCash{}, now));
    EXPECT_FALSE(
        ring::ring(read(kHead + "2,A,Apple,1,1,2010-12-02 08:00:00\n"), {}, *store_, random_, {})
            .has_value());
}

TEST(RingTime, a_format_names_a_whole_date_once) {
    for (const char* good : {"%Y-%m-%d", "%d.%m.%y %H:%M", "%Y%m%dT%H%M%S", "%% %Y/%m/%d"}) {
        EXPECT_TRUE(ring::is_time_format(good)) << good;
    }
    for (const char* bad : {"", "%Y-%m", "%Y-%m-%d %q", "%Y-%m-%d %", "%Y %y %m %d", "%d %m"}) {
        EXPECT_FALSE(ring::is_time_format(bad)) << bad;
    }
    EXPECT_EQ(ring::parse_time("% 99-1-2", "%% %y-%m-%d")->date, pos::make_date(2099, 1, 2));
}

TEST(RingTime, formats_and_dates_that_do_not_exist) {
    EXPECT_EQ(ring::parse_time("01/12/2010 8:26", "%d/%m/%Y %H:%M"),
              (ring::WallClock{pos::make_date(2010, 12, 1), 8 * 3600 + 26 * 60}));
    EXPECT_FALSE(ring::parse_time("2010-02-30 08:26:00", "%Y-%m-%d %H:%M:%S"));
    EXPECT_FALSE(ring::parse_time("2010-02-03 24:00:00", "%Y-%m-%d %H:%M:%S"));
    EXPECT_FALSE(ring::parse_time("2010-02-03 10:00:00 ", "%Y-%m-%d %H:%M:%S"));
}

TEST_F(RingTest, a_trial_that_breaks_off_says_nothing_of_receipts_that_stay) {
    std::string csv = kHead;
    for (int i = 1; i <= 70; ++i)
        csv += std::to_string(i) + ",A,Apple,1,1.50,2010-12-01 08:26:00\n";
    const auto cut_off = [&](const ring::RingProgress& progress) {
        ASSERT_TRUE(progress.trying);
        auto beside = pos::store::db::open(store_->target());
        ASSERT_TRUE(beside.has_value());
        EXPECT_TRUE((*beside)->exec("ALTER TABLE sale RENAME TO gone"));
    };
    const auto done = ring::ring(read(csv), {}, *store_, random_, cut_off);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().words.find("rung up before that"), std::string::npos)
        << done.error().words;
}
