#pragma once

#include <string>

namespace app::core::imports {

/// What whoever imports goods should know before, beside what is refused.
enum class Doubt {
    only_without_tax,  // prices are so, and the shop's include tax
    only_with_tax,     // the other way around
    unknown_taxes,     // a column of taxes is left out: the shop does not know each of them
    known_by_name,     // goods have no numbers and no barcodes: their names tell them apart
    letters_unsure,    // they may have been read wrongly
};
/// One sentence for people.
std::string to_string(Doubt doubt);

}  // namespace app::core::imports
