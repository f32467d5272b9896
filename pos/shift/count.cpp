#include "pos/shift/count.hpp"

#include <algorithm>

namespace pos::shift {

std::expected<journal::ShiftFigures, CountError> count(journal::ShiftFigures figures,
                                                       std::span<const Counted> counts) {
    auto& tenders = figures.tenders;
    for (const Counted& counted : counts) {
        if (std::ranges::find(tenders, counted.code, &journal::TenderCount::code) ==
            tenders.end()) {
            return std::unexpected{CountError::unknown_tender};
        }
    }
    const auto times = [&](const std::string& code) {
        return std::ranges::count(counts, code, &Counted::code);
    };
    for (const Counted& counted : counts) {
        if (times(counted.code) > 1) return std::unexpected{CountError::counted_twice};
    }
    for (const Counted& counted : counts) {
        const auto& tender = *std::ranges::find(tenders, counted.code, &journal::TenderCount::code);
        if (tender.kind == journal::TenderKind::cash && counted.amount.minor < 0) {
            return std::unexpected{CountError::negative_amount};
        }
    }
    for (const journal::TenderCount& tender : tenders) {
        if (times(tender.code) == 0) return std::unexpected{CountError::tender_missing};
    }
    for (const Counted& counted : counts) {
        auto& tender = *std::ranges::find(tenders, counted.code, &journal::TenderCount::code);
        tender.counted = counted.amount;
        tender.difference = counted.amount - tender.expected;
    }
    return figures;
}

}  // namespace pos::shift
