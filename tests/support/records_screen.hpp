#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/support/shell_driver.hpp"

namespace test {

inline till::shell::Signer person(std::uint8_t id, const char* name, pos::people::Role role,
                                  bool has_pin = true) {
    pos::people::User user{.id = {}, .name = name, .role = role};
    user.id.bytes[15] = id;
    return {user, has_pin};
}

/// Anna, a manager, and Max, who is none, at a till where people and goods are looked after; the
/// driver keeps what a store would.
class RecordsScreen : public ::testing::Test {
protected:
    static ShellDriver::Shop shop() {
        ShellDriver::Shop shop;
        shop.people = {person(1, "Anna", pos::people::Role::manager),
                       person(2, "Max", pos::people::Role::cashier)};
        shop.pins = {{"Anna", "2580"}, {"Max", "4711"}};
        shop.rights = pos::people::usual_rights_with_pins();
        return shop;
    }
    void sign(std::size_t index, const std::string& pin) {
        using till::sign_on::Prompted;
        till_.act(till::sign_on::Action{till::sign_on::PersonChosen{index}});
        till_.act(till::sign_on::Action{Prompted{till::prompt::Typed{pin}}});
        till_.act(till::sign_on::Action{Prompted{till::prompt::Confirmed{}}});
        till_.answer_all();
    }
    void act(const till::editor::Action& action) {
        till_.act(action);
        till_.answer_all();
    }
    void type(std::size_t entry, const std::string& text) {
        act(till::editor::EntryTyped{entry, text});
    }
    void save() { act(till::editor::SavePressed{}); }
    void anna_opens_people() {
        sign(0, "2580");
        till_.open_till();
        till_.press(till::sell::Key::settings);
        till_.act(till::settings::Action{till::settings::PeoplePressed{}});
        till_.answer_all();
    }
    void anna_opens_goods() {
        sign(0, "2580");
        till_.open_till();
        app::core::ItemSheet milk;
        milk.item.id = till_.id_of("101");
        milk.item.number = "101";
        milk.item.name = "Milk 1 l";
        milk.item.department = "Dairy";
        milk.item.price = {119'000'000, till_.currency()};
        milk.codes = {{.text = "4006381333931"}};
        till_.sheets = {milk};
        till_.choices.departments = {{.code = "Dairy", .name = "Dairy"},
                                     {.code = "Bakery", .name = "Bakery"},
                                     {.code = "Fruit", .name = "Fruit"}};
        till_.press(till::sell::Key::goods);
        till_.answer_all();
    }
    /// Without an answer.
    void give(const till::editor::Action& action) { till_.act(action); }
    /// What was asked for last and is not answered yet; nothing: that is something else.
    template <class T>
    const T* asked() const {
        return till_.waiting.empty() ? nullptr : std::get_if<T>(&till_.waiting.back());
    }
    std::string said() { return till_.model.said ? till_.model.said->words : std::string{}; }
    const till::editor::Model& screen() { return till_.model.editor; }

    ShellDriver till_{shop()};
};

}  // namespace test
