// Goal: the first start can be gone through and back without losing an answer, by keys alone and by
// fingers alone, and ends with a shop's answers all there.
// Method: actions as a keyboard and a finger give them; nothing is drawn and nothing is made.
#include "app/till/screens/first_start/first_start.hpp"

#include <gtest/gtest.h>

#include "app/core/till_settings.hpp"
#include "app/till/screens/first_start/first_start_view.hpp"
#include "app/till/ui/languages.hpp"
#include "tests/support/headless_ui.hpp"

namespace {

using namespace till::first_start;
using till::prompt::Cancelled;
using till::prompt::Confirmed;
using What = till::ui::KeyboardPress::What;

constexpr pos::Instant kNow{1'795'867'200'000};  // 2026-11-28

class FirstStart : public ::testing::Test {
protected:
    void SetUp() override {
        model_.text(Field::name) = "My shop";
        model_.text(Field::manager) = "Manager";
        model_.pin.label = "PIN";
        model_.pin.hint = "4 to 8 digits";
        model_.pin.secret = true;
        model_.pin.may_be_empty = true;
    }
    Outcome act(const Action& action) { return update(model_, action); }
    void next(int times = 1) {
        for (int i = 0; i < times; ++i) act(NextPressed{});
    }
    void tap(const std::string& letters) {
        for (const char letter : letters) act(Touched{{What::character, std::string{letter}}});
    }
    const std::string& country() const { return model_.countries.at(model_.country).code; }

    Model model_{begin("Europe/Berlin", 0, kNow)};
};

TEST_F(FirstStart, knows_where_it_is) {
    EXPECT_EQ(country(), "DE");
    EXPECT_EQ(begin("UTC", 0, kNow).country, 0U);
    const auto elsewhere = begin("Antarctica/Troll", 0, kNow);
    EXPECT_EQ(elsewhere.country + 1, elsewhere.countries.size()) << "nothing is known of it";
    const auto swiss = begin("Europe/Zurich", 1, kNow);
    EXPECT_EQ(swiss.countries.at(swiss.country).currency, "CHF");
}

TEST_F(FirstStart, speaks_the_language_of_the_country_it_is_in) {
    const auto spoken = [](const std::string& zone) {
        return till::ui::kLanguages[spoken_in(zone)].code;
    };
    EXPECT_EQ(spoken("Europe/Berlin"), "de");
    EXPECT_EQ(spoken("Europe/Vienna"), "de");
    EXPECT_EQ(spoken("Europe/Paris"), "fr");
    EXPECT_EQ(spoken("Europe/Luxembourg"), "fr");
    EXPECT_EQ(spoken("Europe/Madrid"), "es");
    EXPECT_EQ(spoken("Atlantic/Canary"), "es");
    EXPECT_EQ(spoken("Asia/Jerusalem"), "he");
    for (const char* zone : {"Europe/London", "Europe/Zagreb", "Antarctica/Troll", ""})
        EXPECT_EQ(spoken(zone), "en") << zone;
}

TEST_F(FirstStart, the_command_line_knows_the_same_languages) {
    ASSERT_EQ(std::size(till::ui::kLanguages), app::core::kTillLanguages.size());
    for (std::size_t i = 0; i < app::core::kTillLanguages.size(); ++i)
        EXPECT_EQ(till::ui::kLanguages[i].code, app::core::kTillLanguages[i]);
}

TEST_F(FirstStart, every_question_is_answered_already) {
    const Step kOrder[] = {Step::country, Step::name,       Step::address,
                           Step::address, Step::tax_number, Step::logo,
                           Step::footer,  Step::manager,    Step::pin};
    for (const Step step : kOrder) {
        EXPECT_EQ(model_.step, step);
        if (step != Step::pin) {
            EXPECT_EQ(act(NextPressed{}), Outcome::open);
        }
    }
    act(Prompted{Confirmed{}});
    EXPECT_EQ(model_.step, Step::printer);
    next(2);
    EXPECT_EQ(model_.step, Step::ready);
    EXPECT_EQ(act(NextPressed{}), Outcome::make);
    EXPECT_EQ(model_.goods, Goods::demo);
    EXPECT_EQ(model_.text(Field::name), "My shop");
}

TEST_F(FirstStart, what_is_typed_replaces_what_was_filled_in) {
    Model m = begin("Europe/Berlin", 0, kNow);
    fill_in(m, Field::name, "My shop");
    fill_in(m, Field::manager, "Manager");
    update(m, NextPressed{});
    fill_in(m, Field::name, "Mein Geschäft");
    EXPECT_EQ(m.text(Field::name), "Mein Geschäft") << "in the language chosen later";
    update(m, Touched{{What::shift, {}}});
    update(m, Touched{{What::character, "B"}});
    EXPECT_EQ(m.text(Field::name), "B");
    fill_in(m, Field::name, "My shop");
    EXPECT_EQ(m.text(Field::name), "B") << "given by hand";
    for (int i = 0; i < 6; ++i) update(m, NextPressed{});
    ASSERT_EQ(m.step, Step::manager);
    update(m, Typed{"ManagerA"});
    EXPECT_EQ(m.text(Field::manager), "A");
    update(m, Typed{"Anna"});
    EXPECT_EQ(m.text(Field::manager), "Anna");
}

TEST_F(FirstStart, goes_back_over_every_answer_and_keeps_them) {
    act(Moved{1});
    const std::string chosen = country();
    EXPECT_EQ(chosen, "GR");
    next();
    act(Typed{"Corner"});
    next();
    act(Typed{"Main Street 1"});
    next();
    act(Typed{"12345 Town"});
    act(BackPressed{});
    EXPECT_EQ(model_.field, 0U);
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::name);
    act(BackPressed{});
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::country) << "nothing lies before it";
    EXPECT_EQ(country(), chosen);
    next(7);
    EXPECT_EQ(model_.step, Step::manager);
    next();
    act(Prompted{Cancelled{}});
    EXPECT_EQ(model_.step, Step::manager);
    EXPECT_EQ(model_.text(Field::name), "Corner");
    EXPECT_EQ(model_.text(Field::town), "12345 Town");
}

TEST_F(FirstStart, fingers_write_with_a_capital_at_each_beginning) {
    next(4);
    ASSERT_EQ(model_.step, Step::tax_number);
    EXPECT_TRUE(model_.capitals);
    tap("D");
    EXPECT_FALSE(model_.capitals);
    act(Touched{{What::shift, {}}});
    EXPECT_TRUE(model_.capitals);
    tap("E 1");
    act(Touched{{What::character, "ü"}});
    EXPECT_EQ(model_.text(Field::tax_number), "DE 1ü");
    act(Touched{{What::erase, {}}});
    EXPECT_EQ(model_.text(Field::tax_number), "DE 1") << "a letter, not a byte";
    for (int i = 0; i < 9; ++i) act(Touched{{What::erase, {}}});
    EXPECT_EQ(model_.text(Field::tax_number), "");
    for (int i = 0; i < 300; ++i) tap("x");
    EXPECT_EQ(model_.text(Field::tax_number).size(), 200U);
}

TEST_F(FirstStart, takes_no_manager_without_a_name_and_no_pin_that_is_none) {
    next(7);
    ASSERT_EQ(model_.step, Step::manager);
    act(Typed{""});
    next();
    EXPECT_EQ(model_.step, Step::manager);
    act(Typed{"Anna"});
    next();
    act(Prompted{till::prompt::Typed{"1234"}});
    act(Prompted{Confirmed{}});
    EXPECT_EQ(model_.step, Step::pin);
    EXPECT_EQ(model_.pin.refusal, "4 to 8 digits");
    EXPECT_EQ(model_.pin.text, "");
    act(Prompted{till::prompt::Typed{"2580"}});
    act(Prompted{Confirmed{}});
    EXPECT_EQ(model_.step, Step::printer);
    EXPECT_EQ(model_.pin.text, "2580");
}

TEST_F(FirstStart, choices_are_made_by_arrows_and_by_fingers) {
    next(8);
    act(Prompted{Confirmed{}});
    ASSERT_EQ(model_.step, Step::printer);
    act(Moved{2});
    EXPECT_EQ(printer_of(model_), Printer::none);
    EXPECT_EQ(printer_setting(model_), "none");
    act(Moved{1});
    EXPECT_EQ(printer_of(model_), Printer::none);
    act(ChoiceMade{0});
    EXPECT_EQ(printer_of(model_), Printer::by_itself);
    EXPECT_EQ(printer_setting(model_), "");
    next();
    act(ChoiceMade{7});
    EXPECT_EQ(model_.goods, Goods::demo);
    act(ChoiceMade{2});
    EXPECT_EQ(model_.goods, Goods::file);
    ASSERT_EQ(fields_of(model_).size(), 1U);
    act(Typed{"goods.csv"});
    EXPECT_EQ(model_.text(Field::file), "goods.csv");
}

TEST_F(FirstStart, a_printer_that_is_found_can_be_tried_and_taken) {
    model_.step = Step::printer;
    printers_found(model_, {}, true);
    EXPECT_EQ(act(TestPressed{}), Outcome::open) << "none is there";
    printers_found(model_, {{"Epson", "ready", "usb:04b8:0202"}, {"Star", "", "usb:0519:0003"}},
                   false);
    ASSERT_EQ(choices_of(model_), 5U);
    act(ChoiceMade{2});
    EXPECT_EQ(printer_setting(model_), "usb:0519:0003");
    EXPECT_EQ(act(TestPressed{}), Outcome::test);
    EXPECT_EQ(act(NextPressed{}), Outcome::open) << "while it prints";
    EXPECT_EQ(act(BackPressed{}), Outcome::stop);
    printer_refused(model_, "");
    EXPECT_EQ(act(TestPressed{}), Outcome::test);
    page_sent(model_);
    act(BackPressed{});
    EXPECT_EQ(model_.page, Page::bad) << "nothing came out";
    EXPECT_EQ(model_.step, Step::printer);
    EXPECT_EQ(act(TestPressed{}), Outcome::test);
    page_sent(model_);
    EXPECT_EQ(act(TestPressed{}), Outcome::open) << "the question is open";
    act(NextPressed{});
    EXPECT_EQ(model_.page, Page::good);
    EXPECT_EQ(model_.step, Step::goods);
    EXPECT_EQ(printer_setting(model_), "usb:0519:0003");
}

TEST_F(FirstStart, a_printer_stays_chosen_while_it_is_there) {
    model_.step = Step::printer;
    printers_found(model_, {{"Epson", "", "usb:1:1"}, {"Star", "", "usb:2:2"}}, false);
    act(ChoiceMade{2});
    model_.page = Page::good;
    printers_found(model_, {{"Star", "ready", "usb:2:2"}}, false);
    EXPECT_EQ(printer_setting(model_), "usb:2:2");
    EXPECT_EQ(model_.page, Page::good);
    printers_found(model_, {}, false);
    EXPECT_EQ(printer_of(model_), Printer::by_itself) << "it was unplugged";
    EXPECT_EQ(model_.page, Page::none);
    constexpr std::pair<std::size_t, Printer> kOthers[] = {{1, Printer::network},
                                                           {2, Printer::none}};
    for (const auto& [row, is] : kOthers) {
        act(ChoiceMade{row});
        printers_found(model_, {{"Star", "", "usb:2:2"}}, false);
        EXPECT_EQ(printer_of(model_), is);
        printers_found(model_, {}, false);
        EXPECT_EQ(printer_of(model_), is);
    }
}

TEST_F(FirstStart, a_printer_in_the_network_is_named_by_its_address) {
    model_.step = Step::printer;
    act(ChoiceMade{1});
    ASSERT_EQ(printer_of(model_), Printer::network);
    EXPECT_EQ(act(NextPressed{}), Outcome::open);
    EXPECT_EQ(model_.step, Step::printer) << "it has no address yet";
    EXPECT_FALSE(may_test(model_));
    tap("1");
    EXPECT_FALSE(model_.capitals);
    act(Typed{"192.168.1.50"});
    EXPECT_EQ(printer_setting(model_), "tcp:192.168.1.50");
    EXPECT_TRUE(may_test(model_));
    act(Typed{"tcp:192.168.1.50:9101"});
    EXPECT_EQ(printer_setting(model_), "tcp:192.168.1.50:9101");
    EXPECT_EQ(act(NextPressed{}), Outcome::check);
    printer_refused(model_, "This is no printer's address.");
    EXPECT_EQ(model_.step, Step::printer);
    EXPECT_EQ(act(NextPressed{}), Outcome::check);
    printer_taken(model_);
    EXPECT_EQ(model_.step, Step::goods);
}

TEST_F(FirstStart, is_left_for_a_lost_till_from_its_first_question_alone) {
    EXPECT_EQ(act(ReplacePressed{}), Outcome::open) << "where a backup can take no place";
    model_.can_replace = true;
    EXPECT_EQ(act(ReplacePressed{}), Outcome::replace);
    next();
    EXPECT_EQ(act(ReplacePressed{}), Outcome::open);
}

TEST_F(FirstStart, shows_what_a_file_would_bring_before_the_shop_is_made) {
    next(8);
    act(Prompted{Confirmed{}});
    next();
    ASSERT_EQ(model_.step, Step::goods);
    act(ChoiceMade{2});
    act(Typed{"goods.csv"});
    EXPECT_EQ(act(NextPressed{}), Outcome::look);
    EXPECT_EQ(model_.step, Step::goods) << "until it was looked at";
    goods_found(model_, {.words = "goods.csv · 2",
                         .table = {},
                         .refused = {{"Row 3 · Price", "\"x\" is no price."}},
                         .more_refused = {}});
    EXPECT_EQ(model_.step, Step::ready);
    EXPECT_EQ(model_.found.refused.size(), 1U);
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::goods) << "another file can be named";
}

TEST_F(FirstStart, a_file_is_chosen_from_those_there_are_or_typed) {
    model_.step = Step::goods;
    files_found(model_,
                {{{"a.csv", "/media"}, "/media/a.csv"}, {{"b.csv", "/media"}, "/media/b.csv"}});
    EXPECT_FALSE(lists_files(model_)) << "nobody wants one";
    act(ChoiceMade{2});
    ASSERT_TRUE(lists_files(model_));
    EXPECT_EQ(file_of(model_), "/media/a.csv");
    act(FilesMoved{1});
    act(FilesMoved{1});
    EXPECT_EQ(file_of(model_), "/media/b.csv");
    files_found(model_,
                {{{"c.csv", "/media"}, "/media/c.csv"}, {{"b.csv", "/media"}, "/media/b.csv"}});
    EXPECT_EQ(file_of(model_), "/media/b.csv") << "a stick was plugged in";
    act(FieldWanted{0, true});
    EXPECT_TRUE(model_.by_hand);
    act(Typed{"/media/goods.csv"});
    EXPECT_FALSE(model_.by_hand) << "there is a keyboard";
    EXPECT_TRUE(model_.writing_path);
    EXPECT_EQ(file_of(model_), "/media/goods.csv");
    act(FilesMoved{1});
    EXPECT_EQ(file_of(model_), "/media/b.csv") << "back in the list";
    EXPECT_EQ(act(FileTapped{7}), Outcome::open);
    EXPECT_EQ(act(FileTapped{0}), Outcome::look);
    EXPECT_EQ(file_of(model_), "/media/c.csv");
    EXPECT_EQ(model_.busy, Busy::looking);
    goods_refused(model_, "It cannot be read.");
    files_found(model_, {});
    EXPECT_FALSE(lists_files(model_));
    EXPECT_EQ(file_of(model_), "");
}

TEST_F(FirstStart, a_long_path_is_kept_whole_and_what_is_too_long_is_said) {
    model_.step = Step::goods;
    act(ChoiceMade{2});
    const std::string path =
        "/media/anna/STICK/Preislisten des Grosshandels/Herbst 2026/endgültig/goods.csv";
    ASSERT_GT(path.size(), 60U);
    for (const char letter : path) {
        if (static_cast<unsigned char>(letter) < 0x80) tap({letter});
    }
    EXPECT_EQ(model_.text(Field::file).size(), path.size() - 2) << "but for the ü";
    EXPECT_FALSE(model_.full);
    act(Typed{std::string(200, 'x')});
    EXPECT_FALSE(model_.full);
    act(Touched{{What::character, "ü"}});
    EXPECT_TRUE(model_.full);
    EXPECT_EQ(model_.text(Field::file).size(), 200U);
    act(Touched{{What::erase, {}}});
    EXPECT_FALSE(model_.full);
    act(Touched{{What::character, "ü"}});
    EXPECT_EQ(model_.text(Field::file).size(), 201U) << "letters count, not bytes";
}

TEST_F(FirstStart, a_column_can_be_something_else_before_anything_is_made) {
    model_.step = Step::goods;
    model_.goods = Goods::file;
    act(Typed{"goods.csv"});
    ASSERT_EQ(act(NextPressed{}), Outcome::look);
    GoodsFound found{.words = "goods.csv", .table = {}, .refused = {}, .more_refused = {}};
    found.table.fields = {"Left out", "Number", "Name", "Price"};
    found.table.columns = {{2, "Artikel"}, {3, "VK netto"}, {0, "VK brutto"}};
    goods_found(model_, found);
    const auto asked = [&](const till::goods::TableAction& action) { return act(action); };
    EXPECT_EQ(asked(till::goods::HeadingTapped{2}), Outcome::open);
    ASSERT_TRUE(model_.asks.asking);
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::ready) << "the question is left, not the step";
    EXPECT_FALSE(model_.asks.asking);
    asked(till::goods::HeadingTapped{2});
    asked(till::goods::AskingMoved{0, 3});
    EXPECT_EQ(act(NextPressed{}), Outcome::column) << "and no shop is made";
    EXPECT_EQ(model_.decided, (till::goods::Decided{2, 3}));
    EXPECT_EQ(model_.busy, Busy::no);
    reading_again(model_);
    EXPECT_EQ(act(NextPressed{}), Outcome::open) << "while it reads";
    goods_found(model_, found);
    column_refused(model_, "Goods need a name.");
    EXPECT_EQ(model_.step, Step::ready);
    EXPECT_EQ(model_.refusal, "Goods need a name.");
    EXPECT_EQ(act(NextPressed{}), Outcome::make);
}

TEST_F(FirstStart, shows_the_first_rows_and_asks_by_finger_what_a_column_is) {
    model_.step = Step::ready;
    model_.goods = Goods::file;
    auto& table = model_.found.table;
    table.doubts = {"These prices are without tax."};
    table.fields = {"Left out", "Number", "Name", "Price"};
    table.columns = {{2, "Artikel"}, {3, "VK netto"}};
    table.rows = {{"Milch", "1,11"}};
    std::optional<Action> done;
    test::HeadlessUi display{[&](till::ui::Frame& frame) {
        if (auto action = draw(frame, model_)) done = std::move(action);
    }};
    for (const char* words :
         {"Artikel", "VK netto", "Price", "Milch", "1,11", "These prices are without tax."})
        EXPECT_TRUE(display.probe().shows(words)) << words;
    display.tap("heading_1");
    ASSERT_TRUE(done);
    act(*done);
    display.show();
    EXPECT_TRUE(display.probe().shows("What is “VK netto”?"));
    EXPECT_TRUE(display.probe().shows("Read it as this"));
    done.reset();
    display.tap("field_0");
    ASSERT_TRUE(done);
    EXPECT_EQ(act(*done), Outcome::column);
    EXPECT_EQ(model_.decided, (till::goods::Decided{1, 0}));
}

TEST_F(FirstStart, takes_a_file_that_is_dropped_at_any_question) {
    EXPECT_EQ(goods_dropped(model_, "/media/goods.csv"), Outcome::open);
    EXPECT_EQ(model_.step, Step::country) << "it is looked at when it is asked for";
    EXPECT_EQ(model_.goods, Goods::file);
    EXPECT_EQ(model_.text(Field::file), "/media/goods.csv");
    for (const Step step : {Step::goods, Step::ready}) {
        model_.step = step;
        model_.refusal = "It cannot be read.";
        EXPECT_EQ(goods_dropped(model_, "/media/other.csv"), Outcome::look);
        EXPECT_EQ(model_.step, Step::goods) << "of which the file is one";
        EXPECT_EQ(model_.text(Field::file), "/media/other.csv");
        EXPECT_EQ(model_.refusal, "");
        EXPECT_EQ(model_.busy, Busy::looking);
        goods_found(model_, {.words = "other.csv", .table = {}, .refused = {}, .more_refused = {}});
        EXPECT_EQ(model_.step, Step::ready);
        EXPECT_EQ(model_.found.words, "other.csv");
    }
}

TEST_F(FirstStart, takes_no_answer_while_it_works) {
    model_.step = Step::goods;
    model_.goods = Goods::file;
    act(Typed{"goods.csv"});
    ASSERT_EQ(act(NextPressed{}), Outcome::look);
    EXPECT_EQ(model_.busy, Busy::looking);
    const Action all[] = {
        NextPressed{}, BackPressed{},     Typed{"x"},     ChoiceMade{0},
        Moved{-1},     LanguageChosen{1}, FieldWanted{0}, Touched{{What::erase, {}}}};
    const auto ignores_all = [&] {
        for (const Action& action : all) EXPECT_EQ(act(action), Outcome::open) << action.index();
        EXPECT_EQ(goods_dropped(model_, "/media/other.csv"), Outcome::open);
        EXPECT_EQ(model_.text(Field::file), "goods.csv");
        EXPECT_EQ(model_.goods, Goods::file);
        EXPECT_EQ(model_.language, 0U);
    };
    ignores_all();
    EXPECT_EQ(model_.step, Step::goods);
    goods_found(model_, {.words = "goods.csv", .table = {}, .refused = {}, .more_refused = {}});
    EXPECT_EQ(model_.busy, Busy::no);
    ASSERT_EQ(act(NextPressed{}), Outcome::make);
    EXPECT_EQ(model_.busy, Busy::making);
    ignores_all();
    EXPECT_EQ(model_.step, Step::ready);
}

TEST_F(FirstStart, goes_back_to_the_goods_where_their_file_is_no_good) {
    model_.goods = Goods::file;
    for (const Step step : {Step::goods, Step::ready}) {
        model_.step = step;
        act(NextPressed{});
        goods_refused(model_, "There is no such file.");
        EXPECT_EQ(model_.step, Step::goods);
        EXPECT_EQ(model_.refusal, "There is no such file.");
        EXPECT_EQ(model_.busy, Busy::no);
    }
    EXPECT_EQ(act(NextPressed{}), Outcome::look) << "it can be tried again";
    EXPECT_EQ(model_.refusal, "");
}

TEST_F(FirstStart, stays_at_the_last_step_where_no_shop_could_be_made) {
    model_.step = Step::ready;
    act(NextPressed{});
    shop_refused(model_, "The disk is full.");
    EXPECT_EQ(model_.step, Step::ready);
    EXPECT_EQ(model_.refusal, "The disk is full.");
    EXPECT_EQ(act(NextPressed{}), Outcome::make);
}

TEST_F(FirstStart, shows_that_it_works_and_what_is_no_answer_then) {
    model_.step = Step::goods;
    model_.goods = Goods::file;
    test::HeadlessUi display{[this](till::ui::Frame& frame) { (void)draw(frame, model_); }};
    const auto shows = [&](const char* words) {
        display.show();
        return display.probe().shows(words);
    };
    EXPECT_TRUE(display.probe().controls.at("next").enabled);
    act(NextPressed{});
    EXPECT_TRUE(shows("Reading…"));
    model_.progress = "1,204 rows";
    EXPECT_TRUE(shows("Reading… 1,204 rows"));
    EXPECT_FALSE(display.probe().controls.at("next").enabled);
    EXPECT_FALSE(display.probe().controls.at("back").enabled);
    goods_found(model_, {});
    act(NextPressed{});
    EXPECT_TRUE(shows("Your shop is being made…"));
    EXPECT_FALSE(display.probe().controls.at("next").enabled);
}

TEST_F(FirstStart, speaks_another_language_at_any_question) {
    EXPECT_EQ(act(LanguageChosen{1}), Outcome::speak);
    EXPECT_EQ(act(LanguageChosen{1}), Outcome::open);
    EXPECT_EQ(act(LanguageChosen{9}), Outcome::open);
    EXPECT_EQ(model_.language, 1U);
    EXPECT_EQ(model_.step, Step::country);
}

}  // namespace
