#include "drivers/printer/paper/escpos_printer.hpp"

#include <algorithm>

namespace drivers::printer::paper {

namespace {

Remark remark_of(Fault fault, const Command& command, std::string words) {
    const auto shown = command.whole.first(std::min<std::size_t>(command.whole.size(), 16));
    return {.fault = fault,
            .offset = command.offset,
            .size = command.whole.size(),
            .bytes = {shown.begin(), shown.end()},
            .words = std::move(words)};
}

/// ESC = and the commands carried out on arrival.
bool for_any_device(const CommandName& name) {
    return name.bytes.front() == '\x10' || name.bytes == "\x1B=";
}

}  // namespace

EscposPrinter::EscposPrinter(const Model& model, Press& press, Log& log)
    : model_{model}, press_{press}, log_{log}, decoder_{model} {
    reset();
}

std::vector<const CommandName*> EscposPrinter::names() {
    std::vector<const CommandName*> names;
    for (const Entry& entry : commands()) names.push_back(&entry);
    return names;
}

void EscposPrinter::reset() {
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
    const auto& entry = static_cast<const Entry&>(name);
    if (entry.carry_out != nullptr) return (this->*entry.carry_out)(command);
    refuse(command, Fault::unsupported, "it leaves no trace on this paper");
}

void EscposPrinter::refuse(const Command& command, Fault fault, std::string words) {
    press_.remark(
        remark_of(fault, command, std::string{current_->words} + " (" + std::move(words) + ")"));
}

void EscposPrinter::unknown(const Command& command) {
    press_.remark(remark_of(Fault::unknown, command, "no command that is known here"));
}

void EscposPrinter::too_large(const CommandName& name, const Command& command, std::uint64_t size) {
    Remark remark = remark_of(Fault::too_large, command, std::string{name.words});
    remark.size = size;
    press_.remark(std::move(remark));
}

void EscposPrinter::cut_off(const Command& command) {
    press_.remark(remark_of(Fault::cut_off, command, "the data ends inside a command"));
}

}  // namespace drivers::printer::paper
