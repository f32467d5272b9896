#pragma once

#include <string>

#include "pos/document/document.hpp"

namespace drivers::printer {

/// How a document reads, as far as its letters care.
struct Reading {
    pos::document::Direction direction{pos::document::Direction::ltr};
    std::string language{"en"};
    int figures{0};  // dots of the widest amount, where amounts stand at the left edge
};

}  // namespace drivers::printer
