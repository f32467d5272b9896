#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "app/till/screens/prompt/prompt.hpp"

namespace till::sign_on {

struct Person {
    std::string name;
    std::string note;  // "Manager"
    std::string initials;
    std::size_t pair{0};  // of colours
};

/// Who works here, one of them chosen, and the question for the PIN. The same screen asks for the
/// manager who approves what somebody may not do alone.
struct Model {
    common::Status status;
    common::Message message;
    std::string title;
    std::string about;
    std::vector<Person> people;
    std::size_t chosen{0};
    prompt::Model prompt;  // of the PIN, with reasons where one is to be given
};

struct PersonChosen {
    std::size_t index;
};
struct PersonMoved {
    int by;
};
struct Prompted {
    prompt::Action action;
};
struct Action : std::variant<PersonChosen, PersonMoved, Prompted> {
    using variant::variant;
};

}  // namespace till::sign_on
