#include "drivers/printer/paper/interpreter.hpp"

#include <utility>

#include "drivers/printer/paper/escpos_printer.hpp"
#include "drivers/printer/paper/log.hpp"
#include "drivers/printer/paper/press.hpp"
#include "drivers/printer/paper/splitter.hpp"
#include "drivers/printer/paper/star_printer.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer::paper {

class Interpreter::Parts {
public:
    explicit Parts(Model wanted)
        : model{std::move(wanted)}, press{model.dots, model.dots_per_inch} {
        POS_ASSERT(model.dots >= 8 && model.dots_per_inch > 0 && model.feed_steps_per_inch > 0);
        switch (model.language) {
            case Language::escpos:
                printer = std::make_unique<EscposPrinter>(model, press, log);
                splitter = std::make_unique<Splitter>(EscposPrinter::names(), *printer);
                break;
            case Language::star_line: {
                auto star = std::make_unique<StarPrinter>(model, press, log);
                splitter = std::make_unique<Splitter>(StarPrinter::names(), *star);
                star->set_splitter(*splitter);
                printer = std::move(star);
                break;
            }
        }
    }

    Model model;
    Log log;
    Press press;
    std::unique_ptr<LanguagePrinter> printer;
    std::unique_ptr<Splitter> splitter;
};

Interpreter::Interpreter(Model model) : parts_{std::make_unique<Parts>(std::move(model))} {}
Interpreter::~Interpreter() = default;
Interpreter::Interpreter(Interpreter&&) noexcept = default;
Interpreter& Interpreter::operator=(Interpreter&&) noexcept = default;

void Interpreter::feed(pos::BytesView bytes) {
    parts_->splitter->feed(bytes);
}

void Interpreter::finish() {
    parts_->splitter->finish();
    parts_->printer->finish();
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

std::vector<unsigned> Interpreter::picture_keys() const {
    return parts_->printer->picture_keys();
}

void Interpreter::power_cycle() {
    parts_->splitter->drop();
    parts_->printer->power_on();
}

}  // namespace drivers::printer::paper
