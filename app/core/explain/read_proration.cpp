#include "app/core/explain/read_proration.hpp"

#include "app/core/explain/words.hpp"

namespace app::core::explain {

namespace cycle = pos::billing::cycle;

cycle::Mode read_mode(Fields& fields) {
    constexpr Words<cycle::Mode, 3> kModes{{{"in_advance", cycle::Mode::in_advance},
                                            {"in_arrears", cycle::Mode::in_arrears},
                                            {"in_arrears_greedy", cycle::Mode::in_arrears_greedy}}};
    return fields.choice_or("mode", kModes, cycle::Mode::in_advance);
}

cycle::Proration read_proration(Fields fields) {
    constexpr Words<cycle::Partial, 3> kPartials{{{"prorated", cycle::Partial::prorated},
                                                  {"billed_whole", cycle::Partial::billed_whole},
                                                  {"free", cycle::Partial::free}}};
    constexpr Words<cycle::CountBy, 3> kBy{{{"actual_days", cycle::CountBy::actual_days},
                                            {"fixed_days", cycle::CountBy::fixed_days},
                                            {"seconds", cycle::CountBy::seconds}}};
    constexpr Words<cycle::PartOf, 2> kPartOf{
        {{"stepped", cycle::PartOf::stepped}, {"anchored", cycle::PartOf::anchored}}};
    cycle::Proration proration;
    proration.by = fields.choice_or("by", kBy, proration.by);
    proration.days_in_month = static_cast<int>(fields.count_or("days_in_month", 30, 1, 31));
    proration.leading = fields.choice_or("leading", kPartials, proration.leading);
    proration.trailing = fields.choice_or("trailing", kPartials, proration.trailing);
    proration.part_of = fields.choice_or("part_of", kPartOf, proration.part_of);
    proration.decimals = static_cast<unsigned>(fields.count_or("decimals", 9, 0, 14));
    proration.mode = fields.choice_or("mode", kRoundingWords, proration.mode);
    fields.close();
    return proration;
}

}  // namespace app::core::explain
