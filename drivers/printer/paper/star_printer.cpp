#include "drivers/printer/paper/star_printer.hpp"

namespace drivers::printer::paper {

namespace {

constexpr unsigned kLineSpacing = 32;  // 4 mm

}  // namespace

StarPrinter::StarPrinter(const Model& model, Press& press, Log& log)
    : LanguagePrinter{model, press, log}, line_names_{names()}, raster_names_{raster_names()} {
    power_on();
}

void StarPrinter::power_on() {
    press_.reset();
    press_.setting().line_spacing = kLineSpacing;
    decoder_.reset();
    decoder_.kanji_system(0);
    pulse_on_ms_ = pulse_off_ms_ = 200;
    raster_ = {};
    matrix_ = {matrix_defaults(48), matrix_defaults(49)};
    if (splitter_ != nullptr) splitter_->use(line_names_);
}

void StarPrinter::command(const CommandName& name, const Command& command) {
    current_ = &name;
    const auto& entry = static_cast<const Entry&>(name);
    if (entry.carry_out != &StarPrinter::raster_line) print_raster();
    if (entry.carry_out != nullptr) return (this->*entry.carry_out)(command);
    refuse(command, Fault::unsupported, "it leaves no trace on this paper");
}

}  // namespace drivers::printer::paper
