#include "pos/journal/events/sale.hpp"

#include <algorithm>

namespace pos::journal {

bool in_range(const SaleRecord& record) {
    const auto is_there = [&](const LineTax& tax) { return tax.group < record.taxes.size(); };
    return std::ranges::all_of(record.lines, [&](const SaleLine& line) {
        return std::ranges::all_of(line.taxes, is_there);
    });
}

}  // namespace pos::journal
