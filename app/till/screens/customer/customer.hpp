#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace till::customer {

struct Line {
    std::string quantity;
    std::string name;
    std::string note;
    bool note_saves{false};
    std::string unit_price;
    std::string total;
    bool operator==(const Line&) const = default;
};

/// What the customer sees: never more than what concerns him.
struct Model {
    enum class Scene {
        closed,   // nobody serves here
        welcome,  // nothing entered yet
        cart,     // goods are entered
        pay,      // what is to be paid, and how much of it was
        card,     // the customer is needed at the card terminal
        done      // paid: the change
    };
    Scene scene{Scene::closed};
    std::string shop;
    std::string greeting;
    std::vector<Line> lines;
    // The goods entered last, as a picture or its initials.
    std::string picture;
    std::string initials;
    std::size_t pair{0};
    std::string item_count;
    std::string saved;
    std::string total_label;
    std::string total;
    std::string headline;  // "To pay", "Change"
    std::string figure;
    std::string note;
    std::vector<std::string> terminal;  // what the card terminal says
    bool operator==(const Model&) const = default;
};

}  // namespace till::customer
