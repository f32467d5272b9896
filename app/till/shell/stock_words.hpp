#pragma once

#include <optional>
#include <string>

#include "app/till/shell/model.hpp"
#include "app/till/ui/text_key.hpp"

// What is said of counted goods of which a cart sells more than there is.
namespace till::shell {

/// "Milk: the stock says 2 left" and the like: `key` names the goods, what is left of them and how
/// many the cart sells. Of what a command puts there, or changes; nothing if its goods were never
/// counted.
std::optional<std::string> stock_words(const Model& model, const pos::sale::Command& command,
                                       ui::TextKey key, const Context& context);

/// Says so once a command was carried out by which the cart sells more than there is, where the
/// shop wants to hear of it.
void warn_of_stock(Model& model, const pos::sale::Command& command, const Context& context);

/// The same of a line of the cart, in two words; nothing while there is enough.
std::string stock_note(const Model& model, const pos::sale::CartLine& line, const Context& context);

}  // namespace till::shell
