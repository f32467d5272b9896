// Goal: a manager changes at the till all that the shop said about itself when it was new, sees the
// receipt of it before it is kept, and can take the last change back.
// Method: actions as fingers and keys give them; the driver keeps what a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shell_driver.hpp"

namespace {

namespace editor = till::editor;
namespace shell = till::shell;
namespace shop = till::shop;
using app::core::RecordFault;
using testing::ElementsAre;
using testing::HasSubstr;
using till::sell::Key;
using till::shell::Screen;

// The form of the driver's shop: three lines of address, two below receipts.
constexpr std::size_t kName = 0;
constexpr std::size_t kStreet = 2;
constexpr std::size_t kThird = 4;
constexpr std::size_t kCountry = 5;
constexpr std::size_t kFooter = 6;
constexpr std::size_t kLanguage = 8;
constexpr std::size_t kCoin = 9;

class ShopScreen : public testing::Test {
protected:
    explicit ShopScreen(const test::ShellDriver::Shop& of = {}) : till{of} {}

    void open() {
        till.open_till();
        till.press(Key::settings);
        till.act(till::settings::Action{till::settings::ShopPressed{}});
        till.answer_all();
    }
    void act(const shop::Action& action) {
        till.act(action);
        till.answer_all();
    }
    void fill(const editor::Action& action) { act(shop::Filled{action}); }
    void type(std::size_t entry, const std::string& text) { fill(editor::EntryTyped{entry, text}); }
    void save() { act(shop::SavePressed{}); }
    const shop::Model& screen() const { return till.model.shop; }
    const std::string& entry(std::size_t i) const { return screen().form.entries.at(i).text; }
    std::string choice(std::size_t i) const {
        const auto& one = screen().form.entries.at(i);
        return one.choices.at(one.chosen);
    }
    void choose(std::size_t i, const std::string& wanted) {
        const auto& choices = screen().form.entries.at(i).choices;
        const auto at = std::ranges::find(choices, wanted);
        ASSERT_NE(at, choices.end()) << wanted;
        const auto index = static_cast<std::size_t>(at - choices.begin());
        fill(editor::EntryWanted{i});
        fill(editor::Picked{index});
    }
    std::string said() const { return till.model.said ? till.model.said->words : ""; }
    /// What the paper was asked to show last.
    const shell::DrawPaper* paper() const {
        const shell::DrawPaper* last = nullptr;
        for (const auto& effect : till.done)
            if (const auto* one = std::get_if<shell::DrawPaper>(&effect)) last = one;
        return last;
    }
    std::size_t papers() const {
        return static_cast<std::size_t>(std::ranges::count_if(till.done, [](const auto& effect) {
            return std::holds_alternative<shell::DrawPaper>(effect);
        }));
    }

    test::ShellDriver till;
};

class EuroShop : public ShopScreen {
protected:
    EuroShop() : ShopScreen{{.language = "de", .locale = "de", .currency = "EUR"}} {
        till.own_shop.sheet.country = "DE";
        till.own_shop.sheet.locale = "de";
    }
};

}  // namespace

TEST_F(ShopScreen, shows_what_the_shop_says) {
    open();
    ASSERT_EQ(till.model.screen, Screen::shop);
    EXPECT_EQ(screen().status.context, "Shop");
    EXPECT_EQ(entry(kName), "Corner shop");
    EXPECT_EQ(entry(kStreet), "12 High Street");
    EXPECT_EQ(entry(kThird), "") << "there is room for one more line";
    EXPECT_EQ(choice(kCountry), "United Kingdom");
    EXPECT_EQ(choice(kLanguage), "English");
    EXPECT_EQ(entry(kCoin), "0.01");
    EXPECT_GT(screen().paper_width_px, 0);
    EXPECT_FALSE(screen().can_undo);
}

TEST_F(ShopScreen, keeps_what_is_typed_and_says_from_when_it_counts) {
    open();
    type(kName, "Green Grocer");
    type(kThird, "Entrance in the yard");
    type(kFooter, "");
    type(kFooter + 1, "Come again");
    type(kCoin, "0.05");
    save();
    EXPECT_EQ(said(), "Saved. Receipts say so from the next customer on.");
    const auto& kept = till.own_shop.sheet;
    EXPECT_EQ(kept.name, "Green Grocer");
    EXPECT_THAT(kept.address,
                ElementsAre("12 High Street", "London N1 9GU", "Entrance in the yard"));
    EXPECT_THAT(kept.footer, ElementsAre("Come again"));
    EXPECT_EQ(kept.cash_step_minor, 5);
    EXPECT_EQ(till.model.screen, Screen::shop) << "there may be more to change";
    EXPECT_EQ(screen().form.entries.size(), 11U) << "and room for a fourth line";
    act(shop::BackPressed{});
    EXPECT_EQ(till.model.screen, Screen::settings);
}

TEST_F(ShopScreen, starts_over_once_it_was_said_what_becomes_of_the_shop) {
    till.model.backups_possible = true;
    open();
    ASSERT_TRUE(screen().can_start_over);
    act(shop::OverConfirmed{});
    EXPECT_EQ(till.started_over, 0) << "nothing was asked yet";
    act(shop::OverPressed{});
    ASSERT_TRUE(screen().over);
    EXPECT_EQ(screen().lost.size(), 2U);
    act(shop::BackPressed{});
    EXPECT_FALSE(screen().over);
    EXPECT_EQ(till.model.screen, Screen::shop);
    act(shop::OverPressed{});
    act(shop::OverConfirmed{});
    EXPECT_EQ(till.started_over, 1);
}

TEST_F(ShopScreen, says_why_it_does_not_start_over) {
    till.model.backups_possible = true;
    till.not_started_over = app::core::Failure{app::core::FailureKind::refused, "In English.",
                                               app::core::Why::has_sold};
    open();
    act(shop::OverPressed{});
    EXPECT_FALSE(screen().over);
    EXPECT_THAT(said(), HasSubstr("has sold already"));
    till.model.backups_possible = false;
    act(shop::OverPressed{});
    EXPECT_THAT(said(), HasSubstr("server"));
    act(shop::OverConfirmed{});
    EXPECT_EQ(till.started_over, 0);
}

TEST_F(ShopScreen, of_a_head_office_is_not_started_over) {
    till.own_shop.from_office = true;
    open();
    EXPECT_FALSE(screen().can_start_over);
    act(shop::OverPressed{});
    EXPECT_FALSE(screen().over);
}

TEST_F(ShopScreen, takes_the_last_change_back) {
    open();
    type(kName, "Green Grocer");
    save();
    ASSERT_TRUE(screen().can_undo);
    act(shop::UndoPressed{});
    EXPECT_EQ(said(), "Undone.");
    EXPECT_EQ(entry(kName), "Corner shop");
    EXPECT_FALSE(screen().can_undo);
}

TEST_F(ShopScreen, refuses_a_coin_that_is_none_where_it_stands) {
    open();
    for (const char* coin : {"", "0", "-1", "five", "0.001"}) {
        type(kCoin, coin);
        fill(editor::EntryWanted{kName});
        save();
        EXPECT_EQ(said(), "The smallest coin is a sum above zero, written as prices are.") << coin;
        EXPECT_EQ(screen().form.at, kCoin);
        EXPECT_TRUE(till.saw(shell::Signal::refused));
    }
    EXPECT_TRUE(till.shops_before.empty());
}

TEST_F(ShopScreen, says_why_something_is_not_kept_and_keeps_what_was_typed) {
    open();
    type(kName, "Green Grocer");
    till.next_refusal = {RecordFault::text_too_long, "Green Grocer", {}};
    save();
    EXPECT_THAT(said(), HasSubstr("Green Grocer"));
    EXPECT_EQ(entry(kName), "Green Grocer");
    EXPECT_FALSE(screen().form.saving);
    till.next_refusal = {RecordFault::store, {}, pos::store::StoreError{}};
    save();
    EXPECT_FALSE(said().empty());
    save();
    EXPECT_EQ(till.own_shop.sheet.name, "Green Grocer");
}

TEST_F(ShopScreen, draws_the_receipt_as_it_would_be_once_for_each_change) {
    open();
    EXPECT_EQ(papers(), 1U);
    type(kName, "Green");
    ASSERT_NE(paper(), nullptr);
    EXPECT_EQ(paper()->sheet.name, "Green");
    EXPECT_EQ(paper()->cashier, "Anna K.");
    fill(editor::EntryLeft{1});
    EXPECT_EQ(papers(), 2U) << "the same paper is not drawn again";
    type(kCoin, "nonsense");
    EXPECT_EQ(paper()->sheet.name, "Corner shop") << "what cannot be read shows what is kept";
}

TEST_F(EuroShop, offers_the_countries_of_its_currency_and_what_follows_from_one) {
    open();
    EXPECT_EQ(choice(kCountry), "Deutschland");
    const auto& names = screen().form.entries.at(kCountry).choices;
    EXPECT_THAT(names, testing::Contains("Frankreich"));
    EXPECT_THAT(names, testing::Not(testing::Contains("Schweiz"))) << "which has francs";
    EXPECT_THAT(screen().about, HasSubstr("EUR"));
    choose(kCountry, "Slowakei");
    EXPECT_EQ(entry(kCoin), "0,05");
    EXPECT_EQ(choice(kLanguage), "Wie üblich in Slowakei");
    EXPECT_THAT(screen().about, HasSubstr("Slowakei"));
    EXPECT_THAT(screen().about, HasSubstr("23"));
    choose(kLanguage, "Deutsch");
    save();
    EXPECT_EQ(till.own_shop.sheet.country, "SK");
    EXPECT_EQ(till.own_shop.sheet.locale, "de");
    EXPECT_EQ(till.own_shop.sheet.cash_step_minor, 5);
}

TEST_F(EuroShop, keeps_what_was_chosen_while_the_coin_is_written_anew) {
    open();
    choose(kCountry, "Slowakei");
    choose(kLanguage, "Deutsch");
    for (const char* typed : {"", "0", "0,", "0,1"}) type(kCoin, typed);
    EXPECT_EQ(entry(kCoin), "0,1");
    EXPECT_EQ(choice(kLanguage), "Deutsch");
}

TEST_F(EuroShop, keeps_a_language_and_a_country_that_it_does_not_know) {
    till.own_shop.sheet.country = "HR";
    till.own_shop.sheet.locale = "hr";
    open();
    save();
    EXPECT_EQ(till.own_shop.sheet.locale, "hr");
    EXPECT_EQ(till.own_shop.sheet.country, "HR");
}

TEST_F(ShopScreen, of_an_office_is_only_looked_at) {
    till.own_shop.from_office = true;
    open();
    EXPECT_TRUE(screen().form.entries.empty());
    EXPECT_THAT(screen().facts, testing::Contains("Corner shop"));
    EXPECT_THAT(screen().about, HasSubstr("head office"));
    save();
    EXPECT_TRUE(till.shops_before.empty());
    act(shop::LogoPressed{});
    EXPECT_TRUE(screen().choosing) << "the logo is the till's own";
}

TEST_F(ShopScreen, shows_each_picture_on_the_paper_before_it_is_the_logo) {
    till.pictures = {{"/a/logo.png", "logo.png", "/a", {}},
                     {"/a/other.png", "other.png", "/a", {}}};
    open();
    EXPECT_EQ(paper()->logo, nullptr);
    act(shop::LogoPressed{});
    ASSERT_NE(paper()->logo, nullptr) << "the newest is looked at already";
    EXPECT_EQ(paper()->logo->size(), std::string{"/a/logo.png"}.size());
    act(shop::Moved{1});
    EXPECT_EQ(paper()->logo->size(), std::string{"/a/other.png"}.size());
    EXPECT_FALSE(till.own_shop.logo);
    act(shop::TakePressed{});
    ASSERT_TRUE(till.own_shop.logo);
    EXPECT_EQ(till.own_shop.logo->size(), std::string{"/a/other.png"}.size());
    EXPECT_EQ(said(), "Receipts have this logo from the next customer on.");
    EXPECT_FALSE(screen().choosing);
    act(shop::UndoPressed{});
    EXPECT_FALSE(till.own_shop.logo);
    act(shop::LogoPressed{});
    act(shop::BackPressed{});
    EXPECT_EQ(till.model.screen, Screen::shop);
    EXPECT_EQ(paper()->logo, nullptr) << "what was looked at is not the logo";
}

TEST_F(ShopScreen, removes_the_logo) {
    till.own_shop.logo = std::make_shared<const pos::Bytes>(3, std::byte{1});
    open();
    act(shop::LogoPressed{});
    ASSERT_TRUE(screen().has_logo);
    act(shop::RemovePressed{});
    EXPECT_FALSE(till.own_shop.logo);
    EXPECT_EQ(said(), "Receipts have no logo from the next customer on.");
}

TEST_F(ShopScreen, says_why_a_picture_can_be_no_logo) {
    till.pictures = {{"/a/photo.jpg", "photo.jpg", "/a", {}}};
    std::vector<std::string> told;
    using app::core::LogoFault;
    for (const auto fault :
         {LogoFault::cannot_read, LogoFault::too_many_bytes, LogoFault::not_a_picture,
          LogoFault::too_many_dots, LogoFault::blank}) {
        till.bad_pictures["/a/photo.jpg"] = fault;
        if (told.empty()) open();
        act(shop::LogoPressed{});
        EXPECT_THAT(screen().message.words, HasSubstr("photo.jpg"));
        EXPECT_THAT(told, testing::Not(testing::Contains(screen().message.words)));
        EXPECT_FALSE(screen().can_take);
        told.push_back(screen().message.words);
        act(shop::TakePressed{});
        EXPECT_FALSE(till.own_shop.logo);
        act(shop::BackPressed{});
    }
}

TEST_F(ShopScreen, takes_a_picture_that_is_let_go_over_it) {
    open();
    till.act(shell::FileDropped{"/tmp/dropped.png"});
    till.answer_all();
    EXPECT_TRUE(screen().choosing);
    EXPECT_EQ(screen().path, "/tmp/dropped.png");
    ASSERT_TRUE(screen().can_take);
    act(shop::PathEntered{});
    EXPECT_TRUE(till.own_shop.logo);
    till.act(till::shell::LockPressed{});  // nobody has a PIN: nothing happens
    act(shop::BackPressed{});
    till.act(shell::FileDropped{"/tmp/dropped.png"});
    EXPECT_EQ(till.model.screen, Screen::goods) << "elsewhere it is a file of goods";
}

TEST_F(ShopScreen, looks_at_a_picture_that_is_named_and_takes_it_with_the_next_enter) {
    open();
    act(shop::LogoPressed{});
    act(shop::PathWanted{});
    act(shop::PathTyped{"/tmp/new.png"});
    EXPECT_FALSE(screen().can_take);
    act(shop::PathEntered{});
    EXPECT_TRUE(screen().can_take);
    EXPECT_FALSE(till.own_shop.logo);
    act(shop::PathEntered{});
    EXPECT_TRUE(till.own_shop.logo);
}

TEST_F(ShopScreen, takes_no_scan_for_a_sale_while_somebody_types) {
    open();
    till.scan("101");
    EXPECT_TRUE(till.model.cash_register.state().cart.is_empty());
    EXPECT_TRUE(till.saw(shell::Signal::refused));
    EXPECT_FALSE(said().empty());
}

TEST_F(ShopScreen, drops_answers_to_what_was_asked_before) {
    open();
    const auto stale = till.model.shop_desk.drawing;
    type(kName, "Green");
    till.act(shell::PaperDrawn{stale, 1, 1});
    EXPECT_NE(screen().paper_width_px, 1);
    till.act(shell::OwnShopKept{.ask = 1});
    EXPECT_TRUE(said().empty());
    till.act(shell::OwnShopRead{.ask = 1, .shop = {}});
    EXPECT_EQ(entry(kName), "Green");
    till.act(shell::LogoLooked{.ask = 1, .logo = {}, .fault = app::core::LogoFault::blank});
    EXPECT_TRUE(screen().message.empty());
}

TEST_F(ShopScreen, cannot_be_saved_before_it_is_known_or_twice) {
    till.open_till();
    till.press(Key::settings);
    till.answer_all();
    till.act(till::settings::Action{till::settings::ShopPressed{}});
    till.act(shop::Action{shop::SavePressed{}});
    till.act(shop::Action{shop::LogoPressed{}});
    EXPECT_FALSE(screen().choosing);
    till.answer_all();
    till.act(shop::Action{shop::SavePressed{}});
    till.act(shop::Action{shop::SavePressed{}});
    till.act(shop::Action{shop::Filled{editor::EntryTyped{kName, "late"}}});
    till.answer_all();
    EXPECT_EQ(till.shops_before.size(), 1U);
    EXPECT_EQ(till.own_shop.sheet.name, "Corner shop");
}
