#pragma once

#include <string>
#include <string_view>

#include "pos/customer/field.hpp"
#include "pos/customer/party.hpp"

namespace pos::customer {

/// "person" or "organisation": as exports and the command line write it.
std::string_view text_of(PartyKind kind);

/// What the party has in that field, the address in one line; nothing for merged and erased, which
/// are states and no fields of a party.
std::string text_of(Field field, const Party& party);

}  // namespace pos::customer
