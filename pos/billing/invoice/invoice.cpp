#include "pos/billing/invoice/invoice.hpp"

#include <algorithm>
#include <array>

namespace pos::billing::invoice {

bool is_credit_note(std::string_view type) {
    constexpr std::array<std::string_view, 13> kCredits{
        "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"};
    return std::ranges::find(kCredits, type) != kCredits.end();
}

}  // namespace pos::billing::invoice
