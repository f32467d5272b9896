#include "tests/ui/stage_act.hpp"

namespace test {

namespace {

namespace editor = till::editor;
namespace settings = till::settings;
using pos::people::Role;
using till::sell::Key;
using Till = ShellDriver;

void act(Till& till, const editor::Action& action) {
    till.act(action);
    till.answer_all();
}
void save(Till& till) {
    act(till, editor::SavePressed{});
}
void open(Till& till, std::size_t row) {
    act(till, editor::RowTapped{row});
}
void press(Till& till, editor::Key key) {
    act(till, editor::Pressed{key});
}
void type(Till& till, std::size_t entry, const std::string& text) {
    act(till, editor::EntryTyped{entry, text});
}

void in_settings(Till& till) {
    till.open_till();
    till.press(Key::settings);
    till.answer_all();
}

void people(Till& till) {
    std::uint8_t last = 0;
    const auto add = [&](const char* name, Role role, bool has_pin, bool active = true) {
        pos::people::User user{.id = {}, .name = name, .role = role, .active = active};
        user.id.bytes[15] = ++last;
        till.people.people.push_back({user, has_pin});
    };
    add("Anna", Role::manager, true);
    add("Donaudampfschifffahrtsgesellschaftskapitän Maximilian", Role::cashier, true);
    add("Max", Role::cashier, false);
    add("Zoë, früher hier", Role::cashier, false, false);
    in_settings(till);
    till.act(settings::Action{settings::PeoplePressed{}});
    till.answer_all();
}

void goods(Till& till) {
    till.open_till();
    till.choices.departments = {{.code = "dairy", .name = "Dairy"},
                                {.code = "bakery", .name = "Bakery"},
                                {.code = "household", .name = "Household and everything else"}};
    till.choices.tax_classes = {{.code = "standard", .name = "VAT 20 %"},
                                {.code = "reduced", .name = "VAT 5 %"}};
    till.choices.pictures = {"101.png", "113.png"};
    app::core::ItemSheet milk;
    milk.item.id = till.id_of("101");
    milk.item.number = "101";
    milk.item.name = "Milk 1 l";
    milk.item.department = "dairy";
    milk.item.tax_class = "reduced";
    milk.item.price = {119'000'000, till.currency()};
    milk.item.cost = pos::UnitPrice{71'000'000, till.currency()};
    milk.item.picture = "121.png";
    milk.codes = {{.text = "4006381333931"},
                  {.text = "14006381333938", .pack = pos::Quantity{6'000'000}}};
    milk.favourite = 2;
    till.choices.favourites = {
        {till.id_of("107"), "Bananas"},
        {milk.item.id, "Milk 1 l"},
        {till.id_of("111"), "Washing powder for delicate dark woollens 40 washes"}};
    till.sheets = {milk};
    till.press(Key::more);
    till.press(Key::goods);
    till.answer_all();
}
void item(Till& till) {
    goods(till);
    open(till, 0);
}

void groups(Till& till) {
    till.groups.departments = {{.code = "dairy", .name = "Dairy"},
                               {.code = "household", .name = "Household and everything else"}};
    const auto tax = [](const char* code, const char* name, std::int64_t percent) {
        return pos::tax::Tax{.code = code, .name = name, .rate = pos::Rate{percent * 1'000'000}};
    };
    const pos::Date turn = pos::make_date(2027, 1, 1);
    till.groups.taxes.taxes = {{.tax = tax("A", "VAT", 20), .until = turn},
                               {.tax = tax("A", "VAT", 22), .from = turn},
                               {.tax = tax("B", "VAT reduced", 5)}};
    goods(till);
}

constexpr Act kActs[] = {
    {"people", people},
    {"people_of_office",
     [](Till& t) {
         t.people.from_office = true;
         people(t);
         open(t, 0);
     }},
    {"people_of_office_list",
     [](Till& t) {
         t.people.from_office = true;
         people(t);
     }},
    {"people_person", [](Till& t) { people(t), open(t, 1); }},
    {"people_new", [](Till& t) { people(t), press(t, editor::Key::add); }},
    {"people_new_by_hand",
     [](Till& t) {
         people(t), press(t, editor::Key::add);
         act(t, editor::EntryWanted{0});
     }},
    {"people_refused",
     [](Till& t) {
         people(t), open(t, 0);
         t.next_refusal =
             app::core::RecordRefusal{app::core::RecordFault::last_manager_pin, "Anna", {}};
         save(t);
     }},
    {"people_rights", [](Till& t) { people(t), press(t, editor::Key::rights); }},
    {"people_kept",
     [](Till& t) {
         people(t), press(t, editor::Key::add);
         type(t, 0, "Eva");
         save(t);
     }},
    {"items", goods},
    {"items_undo_import",
     [](Till& t) {
         t.last_import = {{1'795'356'300'000}, "goods.csv", 312};
         goods(t);
     }},
    {"items_nothing",
     [](Till& t) {
         goods(t);
         act(t, editor::InputTyped{"xyzzy"});
     }},
    {"items_of_office",
     [](Till& t) {
         goods(t);
         t.act(till::shell::OfficeChanged{.joined = true});
     }},
    {"items_item", item},
    {"items_departments", [](Till& t) { item(t), act(t, editor::EntryWanted{2}); }},
    {"items_favourite",
     [](Till& t) {
         item(t);
         act(t, editor::EntryWanted{13});
         act(t, editor::BackPressed{});
     }},
    {"items_favourite_places", [](Till& t) { item(t), act(t, editor::EntryWanted{13}); }},
    {"items_unknown_code",
     [](Till& t) {
         goods(t);
         t.scan("4006381333931000");
     }},
    {"items_check_digit",
     [](Till& t) {
         item(t);
         type(t, 18, "4006381333932");
         save(t);
     }},
    {"items_kept",
     [](Till& t) {
         item(t);
         type(t, 1, "1.29");
         save(t);
     }},
    {"groups_departments", [](Till& t) { groups(t), press(t, editor::Key::departments); }},
    {"groups_department",
     [](Till& t) {
         groups(t), press(t, editor::Key::departments);
         open(t, 1);
     }},
    {"groups_taxes", [](Till& t) { groups(t), press(t, editor::Key::taxes); }},
    {"groups_tax", [](Till& t) { groups(t), press(t, editor::Key::taxes), open(t, 0); }},
    {"groups_tax_new",
     [](Till& t) {
         groups(t), press(t, editor::Key::taxes);
         press(t, editor::Key::add);
     }},
};

}  // namespace

std::span<const Act> record_acts() {
    return kActs;
}

}  // namespace test
