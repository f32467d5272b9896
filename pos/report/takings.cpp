#include "pos/report/takings.hpp"

namespace pos::report {

journal::Takings sum(const std::vector<TakingsRow>& rows) {
    journal::Takings total;
    for (const TakingsRow& row : rows) total += row.figures;
    return total;
}

}  // namespace pos::report
