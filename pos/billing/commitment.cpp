#include "pos/billing/commitment.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing {

namespace {

Exact sum_of_totals(const std::vector<Line>& lines) {
    Exact sum;
    for (const Line& line : lines) sum += line.total;
    return sum;
}

}  // namespace

void hold_maximum(const Commitment& commitment, const Usage& usage, const LineWriter& writer,
                  std::vector<Line>& lines) {
    if (!commitment.maximum) return;
    const Exact most = writer.rounded_line(*commitment.maximum);
    Exact left = greatest(most - usage.billed_before, {});
    for (Line& line : lines) {
        if (line.total > left) {
            line.over_maximum = line.total - left;
            line.total = left;
        }
        left -= line.total;
    }
}

void fill_minimum(const Commitment& commitment, const Usage& usage, LineWriter& writer,
                  std::vector<Line>& lines) {
    if (!commitment.minimum || !ends_period(usage.part)) return;
    const Exact missing = *commitment.minimum - usage.billed_before - sum_of_totals(lines);
    if (missing.e14 <= 0) return;
    writer.add(LineKind::minimum, 0, exactly(1), missing);
}

}  // namespace pos::billing
