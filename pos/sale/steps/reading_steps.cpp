#include <initializer_list>
#include <utility>

#include "pos/sale/steps/core.hpp"

// What counters of customers showed.

namespace pos::sale {

Done apply(Core& core, Step& step, const NoteReading& command) {
    const State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    journal::MeterRead read = command.reading;
    for (const std::string* text : {&read.customer, &read.account_number, &read.point, &read.meter,
                                    &read.serial, &read.figure, &read.figure_before}) {
        if (too_long(core, *text)) return refuse(Refusal::text_too_long);
    }
    read.reading = make_ulid(step.stamp.at, step.random);
    read.when = when(core, step.stamp);
    read.cashier = actor(core);
    step.write(std::move(read));
    step.pending = Pending{
        .work = NotingReading{}, .phase_before = state.phase, .tenders_before = state.cart.tenders};
    return {};
}

}  // namespace pos::sale
