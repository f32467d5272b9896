#include "drivers/printer/paper/escpos_printer.hpp"

#include <algorithm>

namespace drivers::printer::paper {

namespace {

constexpr std::string_view kMacroMark = "\x1D:";

/// ESC = and the commands carried out on arrival.
bool for_any_device(const CommandName& name) {
    return name.bytes.front() == '\x10' || name.bytes == "\x1B=";
}

}  // namespace

EscposPrinter::EscposPrinter(const Model& model, Press& press, Log& log)
    : LanguagePrinter{model, press, log}, names_{names()} {
    power_on();
}

std::vector<const CommandName*> EscposPrinter::names() {
    std::vector<const CommandName*> names;
    for (const Entry& entry : commands()) names.push_back(&entry);
    return names;
}

void EscposPrinter::power_on() {
    press_.reset();
    decoder_.reset();
    unit_x_ = model_.dots_per_inch;
    unit_y_ = model_.feed_steps_per_inch;
    selected_ = true;
    emphasised_ = struck_twice_ = false;
    underline_dots_ = 1;
    kanji_ = {};
    downloaded_.clear();
    downloaded_image_.reset();
    buffered_.clear();
    user_characters_.clear();
    user_kanji_.clear();
    user_characters_on_ = false;
    bars_ = {};
    for (unsigned i = 0; i < matrix_.size(); ++i) matrix_[i] = matrix_defaults(48 + i);
}

void EscposPrinter::command(const CommandName& name, const Command& command) {
    if (!selected_ && !for_any_device(name)) return;
    current_ = &name;
    if (name.bytes != kMacroMark) record(command.whole);
    const auto& entry = static_cast<const Entry&>(name);
    if (entry.carry_out != nullptr) return (this->*entry.carry_out)(command);
    refuse(command, Fault::unsupported, "it leaves no trace on this paper");
}

}  // namespace drivers::printer::paper
