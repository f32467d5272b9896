#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace sell = till::sell;
namespace prompt = till::prompt;
using sell::Key;

void hire(Till& till, std::vector<std::pair<const char*, pos::people::Role>> people) {
    till.model.people.signers.clear();
    for (const auto& [name, role] : people) {
        pos::people::User user{.id = {}, .name = name, .role = role};
        user.id.bytes[14] = static_cast<std::uint8_t>(1 + till.model.people.signers.size());
        till.model.people.signers.push_back({user, user.name != "Otto"});
        till.pins[user.name] = "2580";
    }
    till.model.people.asks = true;
}
void type_pin(Till& till, std::size_t person, const std::string& pin) {
    using namespace till::sign_on;
    till.act(Action{PersonChosen{person}});
    till.act(Action{Prompted{prompt::Typed{pin}}});
}
void enter_pin(Till& till, std::size_t person, const std::string& pin) {
    type_pin(till, person, pin);
    till.act(till::sign_on::Action{till::sign_on::Prompted{prompt::Confirmed{}}});
    till.answer_all();
}
constexpr auto kManager = pos::people::Role::manager;
constexpr auto kCashier = pos::people::Role::cashier;
void locked_by(Till& till, const char* cashier) {
    hire(till, {{"Anna K.", kManager}, {cashier, kCashier}, {"Otto", kCashier}});
    usual(till);
    till.act(till::shell::LockPressed{});
    till.answer_all();
}
void locked(Till& till) {
    locked_by(till, "Max Mustermann");
}
void wrong_pins(Till& till) {
    locked(till);
    for (int i = 0; i < 4; ++i) enter_pin(till, 1, "9999");
}
void approval_for(Till& till, const char* cashier) {
    locked_by(till, cashier);
    enter_pin(till, 1, "2580");
    till.press(Key::price);
    ask(till, "1.00");
    till.act(sell::Action{sell::Prompted{prompt::ReasonChosen{2}}});
    till.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
}

void approval(Till& till) {
    approval_for(till, "Max Mustermann");
}

constexpr Act kActs[] = {
    {"sign_on", locked},
    {"sign_on_typed", [](Till& t) { locked(t), type_pin(t, 1, "258"); }},
    {"sign_on_wrong", wrong_pins},
    {"sign_on_many",
     [](Till& t) {
         hire(t, {{"Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim", kManager},
                  {"Ada", kCashier},
                  {"Łukasz Żółkiewski", kCashier},
                  {"אנה כהן", kCashier},
                  {"محمد", kCashier},
                  {"प्रिया शर्मा", kCashier},
                  {"Otto", kCashier},
                  {"Al", kCashier},
                  {"Donaudampfschifffahrtsgesellschaftskapitän", kCashier},
                  {"Bo", kCashier},
                  {"Cy", kCashier},
                  {"Di", kCashier},
                  {"Eve", kManager}});
         t.act(till::shell::LockPressed{});
         t.answer_all();
     }},
    {"approve", approval},
    {"approve_long",
     [](Till& t) { approval_for(t, "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim"); }},
    {"approve_wrong", [](Till& t) { approval(t), enter_pin(t, 0, "1111"); }},
    {"sell_signed_on", [](Till& t) { locked(t), enter_pin(t, 1, "2580"); }},
    {"more_people", [](Till& t) { locked(t), enter_pin(t, 1, "2580"), t.press(Key::more); }},
    {"settings_people",
     [](Till& t) { locked(t), enter_pin(t, 0, "2580"), t.press(Key::settings); }},
};

}  // namespace

std::span<const Act> people_acts() {
    return kActs;
}

}  // namespace test
