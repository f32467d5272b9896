#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace prompt = till::prompt;
using pos::sale::StockRule;
using till::sell::Key;

/// A shop that counts some of its goods and goes by that.
void counting(Till& till, StockRule rule) {
    till.shop_setup.stock = {rule, true};
    till.stock[till.id_of("101")] = pos::pieces(2);
    till.stock[till.id_of("102")] = pos::Quantity{};
    till.stock[till.id_of("105")] = pos::Quantity{12'345'000};
    till.stock[till.id_of("109")] = pos::pieces(1'234'567);
    till.stock[till.id_of("111")] = pos::pieces(-3);
    till.stock[till.id_of("115")] = pos::pieces(7);
    till.act(till::shell::CatalogueChanged{});
    till.answer_all();
    till.open_till();
}
void beyond(Till& till) {
    counting(till, StockRule::warn);
    times(till, "3", "101");
    till.scan("106");
    till.scan("111");
}
void stopped(Till& till) {
    pos::people::User anna{.id = {}, .name = "Anna K.", .role = pos::people::Role::manager};
    anna.id.bytes[14] = 1;
    pos::people::User max{.id = {}, .name = "Max Mustermann"};
    max.id.bytes[14] = 2;
    till.model.people.signers = {{anna, true}, {max, true}};
    till.model.people.asks = true;
    till.pins = {{"Anna K.", "2580"}, {"Max Mustermann", "4711"}};
    counting(till, StockRule::block);
    till.act(till::shell::LockPressed{});
    till.answer_all();
    using namespace till::sign_on;
    till.act(Action{PersonChosen{1}});
    till.act(Action{Prompted{prompt::Typed{"4711"}}});
    till.act(Action{Prompted{prompt::Confirmed{}}});
    till.answer_all();
    till.scan("106");
    till.scan("111");
}
void form(Till& till) {
    counting(till, StockRule::warn);
    app::core::ItemSheet sheet;
    sheet.item.id = till.id_of("101");
    sheet.item.number = "101";
    sheet.item.name = "Milk 1 l";
    sheet.item.price = {119'000'000, till.currency()};
    sheet.item.cost = pos::UnitPrice{72'000'000, till.currency()};
    sheet.codes = {{.text = "4006381333931"}};
    sheet.stock = pos::pieces(12);
    till.sheets = {sheet};
    till.press(Key::goods);
    till.answer_all();
    till.act(till::editor::RowTapped{0});
    till.answer_all();
    till.act(till::editor::EntryTyped{14, "10"});
}
void margins(Till& till) {
    one_line(till);
    const auto add = [&](const char* name, std::int64_t minor, std::int64_t cost_minor) {
        pos::report::TakingsRow row;
        row.code = row.name = name;
        row.currency = till.currency();
        row.figures.sales = 40;
        row.figures.gross_minor = minor;
        if (cost_minor != 0) row.cost = {cost_minor * 1'000'000, minor};
        till.takings.margins.push_back(row);
        till.takings.departments.push_back(row);
    };
    add("Fruit & veg", 110'275, 70'102);
    add("Dairy", 87'431, 91'000);
    add("Household, cleaning and everything for the garden", 64'002, 32'000);
    add("News & gifts", 12'000, 0);
    till.press(Key::takings);
    till.answer_all();
}

constexpr Act kActs[] = {
    {"stock_tiles", [](Till& t) { counting(t, StockRule::warn); }},
    {"stock_found",
     [](Till& t) {
         counting(t, StockRule::warn);
         type(t, "a");
         t.answer_all();
     }},
    {"stock_warned", beyond},
    {"stock_stopped", stopped},
    {"stock_refused",
     [](Till& t) {
         counting(t, StockRule::block);
         t.act(till::shell::SignersRead{{}, pos::people::usual_rights()});
         auto max = pos::people::User{.id = {}, .name = "Max Mustermann"};
         max.id.bytes[14] = 2;
         t.codes["badge"] = {0, till::shell::PersonFound{max}};
         t.scan("badge");
         t.scan("111");
     }},
    {"stock_form", form},
    {"takings_margin", margins},
};

}  // namespace

std::span<const Act> stock_acts() {
    return kActs;
}

}  // namespace test
