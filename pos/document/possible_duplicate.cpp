#include "pos/document/possible_duplicate.hpp"

#include <algorithm>

namespace pos::document {

Document possible_duplicate(Document document, const Words& words) {
    const Text mark{words.possible_duplicate, Align::centre, kTall};
    auto& blocks = document.blocks;
    auto end = blocks.end();
    while (end != blocks.begin() && std::holds_alternative<Cut>(*std::prev(end))) --end;
    end = blocks.insert(end, mark);
    blocks.insert(end, Blank{});
    blocks.insert(blocks.begin(), Blank{});
    blocks.insert(blocks.begin(), mark);
    return document;
}

}  // namespace pos::document
