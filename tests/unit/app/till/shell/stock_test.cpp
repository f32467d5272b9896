// Goal: a till says when a sale takes more of counted goods than there is, or stops it until a
// manager approves, as the shop has chosen; it shows how many there are where the shop wants that;
// counts and deliveries are entered in the form of the goods; what goods cost is for managers.
// Method: actions as a person gives them, in a shop whose store knows a few counts.
#include <gmock/gmock.h>

#include "app/till/shell/present_customer.hpp"
#include "tests/support/records_screen.hpp"

namespace {

using pos::sale::StockRule;
using test::ShellDriver;
using testing::ElementsAre;
using testing::HasSubstr;
using till::prompt::Confirmed;
using till::prompt::Typed;
using till::sell::Key;
using till::shell::Screen;
namespace sign_on = till::sign_on;

// Entries of an item's form.
constexpr std::size_t kName = 0;
constexpr std::size_t kStock = 14;
constexpr std::size_t kCameIn = 15;

class StockAtTheTill : public test::RecordsScreen {
protected:
    void go_by(StockRule rule, bool shown = true) {
        till_.shop_setup.stock = {rule, shown};
        till_.act(till::shell::CatalogueChanged{});
        till_.answer_all();
    }
    void milk_is(std::int64_t pieces) { till_.stock[till_.id_of("101")] = pos::pieces(pieces); }
    /// Max, a cashier, has opened the till.
    void max_sells(StockRule rule) {
        go_by(rule);
        milk_is(1);
        sign(1, "4711");
        till_.open_till();
        till_.scan("101");
    }
    std::string note() { return till_.model.sell.rows.back().note; }
    std::size_t approvals() {
        std::size_t found = 0;
        for (const auto& effect : till_.done) {
            const auto* told = std::get_if<pos::sale::Effect>(&effect);
            const auto* store = told ? std::get_if<pos::sale::Store>(told) : nullptr;
            if (store == nullptr) continue;
            for (const auto& event : store->events) {
                const auto* one = std::get_if<pos::journal::SettingChanged>(&event);
                const bool is = one != nullptr && one->key == "approved.oversell" &&
                                one->from == "Anna" && one->user.name == "Max" &&
                                one->to == "The count is wrong";
                found += is ? 1 : 0;
            }
        }
        return found;
    }
};

TEST_F(StockAtTheTill, that_allows_asks_for_no_stock_and_says_nothing) {
    max_sells(StockRule::allow);
    till_.scan("101");
    EXPECT_EQ(said(), "");
    EXPECT_EQ(note(), "");
    for (const auto& effect : till_.done) {
        const auto* find = std::get_if<till::shell::FindCode>(&effect);
        EXPECT_FALSE(find != nullptr && find->stock) << "a sale does not wait for it";
    }
}

TEST_F(StockAtTheTill, that_warns_says_so_and_sells_on) {
    max_sells(StockRule::warn);
    EXPECT_EQ(said(), "");
    EXPECT_EQ(note(), "");
    till_.scan("101");
    EXPECT_EQ(said(), "Milk 1 l: the stock says 1 left, this sale has 2.");
    EXPECT_EQ(till_.model.said->level, till::common::Level::warning);
    EXPECT_EQ(note(), "stock: 1");
    EXPECT_TRUE(till_.model.sell.rows.back().note_warns);
    const auto customers = customer_model(till_.model, till_.context());
    ASSERT_FALSE(customers.lines.empty());
    EXPECT_EQ(customers.lines.back().note, "") << "customers are told nothing of it";
    till_.scan("103");
    EXPECT_EQ(till_.model.sell.rows.front().note, "stock: 1") << "the line goes on saying it";
}

TEST_F(StockAtTheTill, that_warns_says_so_of_a_quantity_and_of_the_first_goods_after_a_sale) {
    max_sells(StockRule::warn);
    till_.press(Key::quantity);
    till_.act(till::sell::Action{till::sell::Prompted{Typed{"5"}}});
    till_.act(till::sell::Action{till::sell::Prompted{Confirmed{}}});
    EXPECT_THAT(said(), HasSubstr("the stock says 1 left, this sale has 5"));
    till_.press(Key::exact_cash);
    till_.answer_all();
    EXPECT_EQ(till_.model.screen, Screen::done);
    milk_is(-4);
    till_.scan("101");
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_THAT(said(), HasSubstr("the stock says −4 left, this sale has 1"));
}

TEST_F(StockAtTheTill, that_stops_it_asks_a_manager_in_line_and_keeps_both_names) {
    max_sells(StockRule::block);
    till_.scan("101");
    ASSERT_EQ(till_.model.screen, Screen::sign_on);
    EXPECT_EQ(till_.model.sign_on.about, "Max wants to: sell more of Milk 1 l than the 1 in stock");
    EXPECT_EQ(till_.model.sign_on.prompt.reasons.front(), "The count is wrong");
    till_.act(sign_on::Action{sign_on::Prompted{Typed{"2580"}}});
    till_.act(sign_on::Action{sign_on::Prompted{Confirmed{}}});
    till_.answer_all();
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(till_.model.sell.rows.back().quantity, "2");
    EXPECT_EQ(note(), "stock: 1");
    EXPECT_EQ(approvals(), 1U);
}

TEST_F(StockAtTheTill, that_stops_it_goes_on_with_the_cart_as_it_was_if_nobody_approves) {
    max_sells(StockRule::block);
    till_.scan("101");
    till_.act(sign_on::Action{sign_on::Prompted{till::prompt::Cancelled{}}});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(till_.model.sell.rows.back().quantity, "1");
    EXPECT_EQ(approvals(), 0U);
}

TEST(StockWithoutPins, that_is_stopped_is_refused_in_words) {
    ShellDriver::Shop shop;
    shop.people = {test::person(2, "Max", pos::people::Role::cashier, false)};
    ShellDriver till{shop};
    till.shop_setup.stock.rule = StockRule::block;
    till.act(till::shell::CatalogueChanged{});
    till.answer_all();
    till.stock[till.id_of("101")] = pos::Quantity{};
    till.open_till();
    till.scan("101");
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->words,
              "Milk 1 l: the stock says 0 left. A manager may sell it all the same.");
    EXPECT_TRUE(till.model.sell.rows.empty());
    EXPECT_TRUE(till.saw(till::shell::Signal::refused));
}

TEST_F(StockAtTheTill, is_shown_beside_goods_where_the_shop_wants_that) {
    go_by(StockRule::allow);
    milk_is(12);
    sign(0, "2580");
    till_.open_till();
    till_.act(till::sell::Action{till::sell::TabChosen{0}});
    till_.answer_all();
    const auto& tiles = till_.model.sell.tiles;
    ASSERT_GE(tiles.size(), 2U);
    EXPECT_EQ(tiles[0].stock, "12 left");
    EXPECT_FALSE(tiles[0].sold_out);
    EXPECT_EQ(tiles[1].stock, "") << "never counted";
    till_.act(till::sell::Action{till::sell::InputTyped{"Milk"}});
    till_.answer_all();
    EXPECT_THAT(till_.model.sell.found.front().note, HasSubstr("12 left"));
    milk_is(11);
    till_.act(till::sell::Action{till::sell::InputLeft{}});
    till_.scan("101");
    till_.press(Key::exact_cash);
    till_.answer_all();
    EXPECT_EQ(till_.model.tiles[0].stock, pos::pieces(11)) << "asked for anew after the sale";
    go_by(StockRule::allow, false);
    till_.act(till::sell::Action{till::sell::TabChosen{0}});
    till_.scan("103");
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(till_.model.sell.tiles[0].stock, "");
}

TEST_F(StockAtTheTill, is_in_the_price_check_where_the_shop_wants_that) {
    milk_is(3);
    sign(0, "2580");
    till_.open_till();
    const auto facts = [&] {
        till_.press(Key::price_check);
        till_.scan("101");
        std::string all;
        for (const auto& fact : till_.model.price_check.shown->facts)
            all += fact.label + "=" + fact.value + " ";
        till_.act(till::price_check::Action{till::price_check::BackPressed{}});
        return all;
    };
    EXPECT_THAT(facts(), HasSubstr("In stock=3"));
    go_by(StockRule::block, false);
    EXPECT_THAT(facts(), testing::Not(HasSubstr("In stock")));
}

TEST_F(StockAtTheTill, is_counted_in_the_form_of_the_goods) {
    anna_opens_goods();
    till_.sheets.front().stock = pos::pieces(12);
    act(till::editor::RowTapped{0});
    EXPECT_EQ(screen().form.entries[kStock].text, "12");
    EXPECT_EQ(screen().form.entries[kCameIn].text, "");
    type(kName, "Milk");
    save();
    EXPECT_FALSE(till_.last_said) << "what was not touched is no count";
    act(till::editor::RowTapped{0});
    type(kStock, "10");
    save();
    ASSERT_TRUE(till_.last_said);
    EXPECT_TRUE(till_.last_said->counted);
    EXPECT_EQ(till_.last_said->quantity, pos::pieces(10));
    EXPECT_EQ(till_.last_said->reason, "count");
    EXPECT_EQ(said(), "Milk: in stock 10, before 12.");
    act(till::editor::RowTapped{0});
    type(kCameIn, "24");
    save();
    EXPECT_FALSE(till_.last_said->counted);
    EXPECT_EQ(till_.last_said->quantity, pos::pieces(24));
    EXPECT_EQ(said(), "Milk: in stock 34, before 10.");
}

TEST_F(StockAtTheTill, is_said_once_and_right) {
    anna_opens_goods();
    act(till::editor::RowTapped{0});
    EXPECT_EQ(screen().form.entries[kStock].text, "") << "never counted";
    struct Case {
        const char* count;
        const char* came;
        const char* says;
        std::size_t at;
    };
    const Case cases[] = {{"many", "", "many is no quantity", kStock},
                          {"-1", "", "-1 is no quantity", kStock},
                          {"", "0", "0 is no quantity", kCameIn},
                          {"5", "5", "either the count or what came in", kCameIn}};
    for (const auto& [count, came, says, at] : cases) {
        type(kStock, count);
        type(kCameIn, came);
        save();
        EXPECT_THAT(said(), testing::AnyOf(HasSubstr(says), HasSubstr("Give either the count")))
            << says;
        EXPECT_EQ(screen().form.at, at) << says;
        EXPECT_TRUE(screen().editing) << says;
    }
    EXPECT_FALSE(till_.last_said);
    type(kStock, "0");
    type(kCameIn, "");
    save();
    ASSERT_TRUE(till_.last_said);
    EXPECT_EQ(said(), "Milk 1 l is kept. Counted: 0 in stock.");
}

TEST_F(StockAtTheTill, of_pieces_is_a_whole_number) {
    anna_opens_goods();
    act(till::editor::RowTapped{0});
    type(kStock, "2.5");
    save();
    EXPECT_THAT(said(), HasSubstr("2.5 is not a whole number"));
    EXPECT_EQ(screen().form.at, kStock);
    EXPECT_FALSE(till_.last_said);
}

TEST_F(StockAtTheTill, goes_back_by_what_was_said_where_that_is_undone) {
    anna_opens_goods();
    till_.sheets.front().stock = pos::pieces(12);
    act(till::editor::RowTapped{0});
    type(kStock, "10");
    save();
    // One is sold meanwhile: it stays sold.
    till_.sheets.front().stock = pos::pieces(9);
    act(till::editor::Pressed{till::editor::Key::undo});
    ASSERT_TRUE(till_.last_said);
    EXPECT_FALSE(till_.last_said->counted);
    EXPECT_EQ(till_.last_said->quantity, pos::pieces(2));
    EXPECT_EQ(till_.last_said->reason, "taken back");
    EXPECT_EQ(till_.sheets.front().stock, pos::pieces(11));
    EXPECT_EQ(said(), "Undone.");
}

TEST_F(StockAtTheTill, that_is_counted_for_the_first_time_stays_counted) {
    anna_opens_goods();
    act(till::editor::RowTapped{0});
    type(kStock, "10");
    save();
    till_.last_said.reset();
    act(till::editor::Pressed{till::editor::Key::undo});
    EXPECT_FALSE(till_.last_said);
    EXPECT_THAT(said(), HasSubstr("but for the count"));
}

TEST_F(StockAtTheTill, that_was_sold_while_the_form_was_open_is_no_count) {
    anna_opens_goods();
    till_.sheets.front().stock = pos::pieces(12);
    act(till::editor::RowTapped{0});
    till_.sheets.front().stock = pos::pieces(11);
    type(kName, "Milk");
    save();
    EXPECT_THAT(said(), HasSubstr("Milk is kept")) << "and nothing of a count";
}

TEST_F(StockAtTheTill, is_governed_in_the_settings) {
    sign(0, "2580");
    till_.open_till();
    till_.press(Key::settings);
    EXPECT_THAT(till_.model.settings.stock_rules, ElementsAre("allow", "warn", "stop"));
    EXPECT_EQ(till_.model.settings.stock_rule, 0U);
    EXPECT_TRUE(till_.model.settings.stock_shown);
    till_.act(till::settings::Action{till::settings::StockRuleChosen{2}});
    EXPECT_EQ(till_.model.settings.stock_rule, 2U) << "at once";
    till_.act(till::settings::Action{till::settings::StockShownFlipped{}});
    till_.answer_all();
    EXPECT_EQ(till_.model.cash_register.setup().stock,
              (pos::sale::StockPolicy{StockRule::block, false}));
    till_.next_refusal = app::core::RecordRefusal{.fault = app::core::RecordFault::of_office};
    till_.act(till::settings::Action{till::settings::StockRuleChosen{0}});
    till_.answer_all();
    EXPECT_EQ(till_.model.settings.stock_rule, 2U) << "what is not kept does not count";
    till_.act(till::shell::OfficeChanged{.joined = true});
    EXPECT_TRUE(till_.model.settings.stock_rules.empty()) << "head office says it";
}

TEST_F(StockAtTheTill, costs_are_for_managers) {
    const auto of = [&](const char* name, std::int64_t gross, std::int64_t cost_e8) {
        pos::report::TakingsRow row;
        row.currency = till_.currency();
        row.code = row.name = name;
        row.figures.gross_minor = gross;
        row.cost = {cost_e8, cost_e8 == 0 ? 0 : gross};
        return row;
    };
    till_.takings.margins = {of("Dairy", 10'000, 7'000'000'000), of("Fruit", 5'000, 4'000'000'000),
                             of("Gifts", 2'000, 0)};
    const auto lines = [&] {
        till_.press(Key::takings);
        till_.answer_all();
        std::vector<std::string> all;
        for (const auto& line : till_.model.takings.margins)
            all.push_back(line.name + " " + line.count + " " + line.amount);
        till_.act(till::takings::Action{till::takings::BackPressed{}});
        return all;
    };
    const auto asked = [&] {
        bool margins = false;
        for (const auto& effect : till_.done)
            if (const auto* ask = std::get_if<till::shell::ReadTakings>(&effect))
                margins = ask->margins;
        return margins;
    };
    sign(0, "2580");
    till_.open_till();
    EXPECT_THAT(lines(), ElementsAre("Dairy 30\u00a0% 30.00", "Fruit 20\u00a0% 10.00",
                                     "All goods 26.7\u00a0% 40.00", "Sold without a cost  20.00"));
    EXPECT_TRUE(asked());
    till_.act(till::shell::LockPressed{});
    sign(1, "4711");
    EXPECT_THAT(lines(), testing::IsEmpty());
    EXPECT_FALSE(asked()) << "they are not even read";
}

}  // namespace
