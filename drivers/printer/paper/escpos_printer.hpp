#pragma once

#include <array>
#include <map>
#include <span>
#include <string>

#include "drivers/printer/paper/log.hpp"
#include "drivers/printer/paper/press.hpp"
#include "drivers/printer/paper/splitter.hpp"
#include "drivers/printer/paper/text_decoder.hpp"

namespace drivers::printer::paper {

/// Carries out ESC/POS commands.
///
/// source: Epson, ESC/POS Command Reference
class EscposPrinter final : public CommandSink {
public:
    struct Entry : CommandName {
        void (EscposPrinter::*carry_out)(const Command&);  // null: known, and not on the paper
    };

    EscposPrinter(const Model& model, Press& press, Log& log);

    static std::span<const Entry> commands();
    static std::vector<const CommandName*> names();

    void command(const CommandName& name, const Command& command) override;
    void unknown(const Command& command) override;
    void too_large(const CommandName& name, const Command& command, std::uint64_t size) override;
    void cut_off(const Command& command) override;
    std::size_t text(pos::BytesView bytes, std::uint64_t offset, bool last) override;

    /// As after switching on.
    void reset();

private:
    friend struct EscposTable;

    // escpos_characters.cpp
    void print_modes(const Command& command);
    void character_size(const Command& command);
    void emphasis(const Command& command);
    void double_strike(const Command& command);
    void underline(const Command& command);
    void reverse(const Command& command);
    void sideways(const Command& command);
    void upside_down(const Command& command);
    void font(const Command& command);
    void character_spacing(const Command& command);
    void colour(const Command& command);
    void character_effects(const Command& command);
    void code_page(const Command& command);
    void national_set(const Command& command);
    void kanji_on(const Command& command);
    void kanji_off(const Command& command);
    void kanji_system(const Command& command);
    void kanji_modes(const Command& command);
    void kanji_underline(const Command& command);
    void kanji_quadruple(const Command& command);
    void kanji_spacing(const Command& command);
    void text_encoding(const Command& command);

    // escpos_position.cpp
    void line_feed(const Command& command);
    void form_feed(const Command& command);
    void tab(const Command& command);
    void set_tabs(const Command& command);
    void feed_units(const Command& command);
    void feed_lines(const Command& command);
    void feed_back_units(const Command& command);
    void feed_back_lines(const Command& command);
    void default_line_spacing(const Command& command);
    void line_spacing(const Command& command);
    void move_to(const Command& command);
    void move_by(const Command& command);
    void to_line_start(const Command& command);
    void justify(const Command& command);
    void left_margin(const Command& command);
    void area_width(const Command& command);
    void motion_units(const Command& command);

    // escpos_page.cpp
    void page_mode(const Command& command);
    void standard_mode(const Command& command);
    void page_area(const Command& command);
    void page_direction(const Command& command);
    void page_move_to(const Command& command);
    void page_move_by(const Command& command);
    void page_print(const Command& command);
    void page_cancel(const Command& command);

    // escpos_mechanism.cpp
    void initialise(const Command& command);
    void select_peripheral(const Command& command);
    void cut(const Command& command);
    void old_full_cut(const Command& command);
    void old_partial_cut(const Command& command);
    void pulse(const Command& command);
    void buzzer(const Command& command);
    void nothing(const Command& command);
    void real_time_status(const Command& command);
    void real_time_request(const Command& command);
    void real_time_control(const Command& command);
    void ask_status(const Command& command);
    void ask_automatic_status(const Command& command);
    void ask_printer_id(const Command& command);
    void ask_counter(const Command& command);
    void ask_process_id(const Command& command);
    void ask_settings(const Command& command);
    void ask_memory(const Command& command);

    unsigned across(unsigned units) const { return units * press_.paper().dots_per_inch / unit_x_; }
    unsigned down(unsigned units) const { return units * press_.paper().dots_per_inch / unit_y_; }
    LetterStyle& style() { return press_.setting().style; }
    void print(const Decoded& decoded, std::uint64_t offset, pos::BytesView bytes);
    void refuse(const Command& command, Fault fault, std::string words);

    const Model& model_;
    Press& press_;
    Log& log_;
    TextDecoder decoder_;
    const CommandName* current_{nullptr};
    unsigned unit_x_{203};  // motion units an inch
    unsigned unit_y_{203};
    bool selected_{true};  // by ESC =
    bool emphasised_{false};
    bool struck_twice_{false};
    unsigned underline_dots_{1};
    struct Kanji {
        unsigned width{1};
        unsigned height{1};
        unsigned underline{0};
        unsigned before{0};
        unsigned behind{0};
    };
    Kanji kanji_;
};

}  // namespace drivers::printer::paper
