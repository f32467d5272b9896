#include "drivers/printer/paper/interpreter.hpp"

#include <utility>

#include "drivers/printer/paper/escpos_printer.hpp"
#include "drivers/printer/paper/log.hpp"
#include "drivers/printer/paper/press.hpp"
#include "drivers/printer/paper/splitter.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer::paper {

class Interpreter::Parts {
public:
    explicit Parts(Model wanted)
        : model{std::move(wanted)},
          press{model.dots, model.dots_per_inch},
          printer{model, press, log},
          splitter{EscposPrinter::names(), printer} {
        POS_ASSERT(model.dots >= 8 && model.dots_per_inch > 0);
    }

    Model model;
    Log log;
    Press press;
    EscposPrinter printer;
    Splitter splitter;
};

Interpreter::Interpreter(Model model) : parts_{std::make_unique<Parts>(std::move(model))} {}
Interpreter::~Interpreter() = default;
Interpreter::Interpreter(Interpreter&&) noexcept = default;
Interpreter& Interpreter::operator=(Interpreter&&) noexcept = default;

void Interpreter::feed(pos::BytesView bytes) {
    parts_->splitter.feed(bytes);
}

void Interpreter::finish() {
    parts_->splitter.finish();
    parts_->press.finish();
}

const Paper& Interpreter::paper() const {
    return parts_->press.paper();
}

Paper Interpreter::take_paper() {
    return parts_->press.take_paper();
}

std::vector<Event> Interpreter::take_events() {
    return parts_->log.take();
}

void Interpreter::power_cycle() {
    parts_->splitter.drop();
    parts_->printer.reset();
}

}  // namespace drivers::printer::paper
