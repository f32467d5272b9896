#pragma once

#include <array>
#include <map>
#include <span>
#include <string>

#include "drivers/printer/paper/counter.hpp"
#include "drivers/printer/paper/escpos_codes.hpp"
#include "drivers/printer/paper/language_printer.hpp"

namespace drivers::printer::paper {

/// Carries out ESC/POS commands.
///
/// source: Epson, ESC/POS Command Reference
class EscposPrinter final : public LanguagePrinter {
public:
    struct Entry : CommandName {
        void (EscposPrinter::*carry_out)(const Command&);  // null: known, and not on the paper
    };

    EscposPrinter(const Model& model, Press& press, Log& log);

    static std::span<const Entry> commands();
    static std::vector<const CommandName*> names();

    void command(const CommandName& name, const Command& command) override;
    std::size_t text(pos::BytesView bytes, std::uint64_t offset, bool last) override;

    void power_on() override;
    std::vector<unsigned> picture_keys() const override { return kept_.keys(); }

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

    // escpos_graphics.cpp
    void bit_image(const Command& command);
    void raster(const Command& command);
    void column_image(const Command& command);
    void download_image(const Command& command);
    void print_downloaded_image(const Command& command);
    void store_images(const Command& command);
    void print_stored_image(const Command& command);
    void graphics(const Command& command);
    void long_graphics(const Command& command);
    void graphics_function(const Command& command, pos::BytesView body);
    void store_graphics(const Command& command, pos::BytesView body, PictureStore& store);
    void print_graphics(const Command& command, pos::BytesView body, const PictureStore& store);
    void buffer_graphics(const Command& command, pos::BytesView body);
    void use_user_characters(const Command& command);
    void define_user_characters(const Command& command);
    void forget_user_character(const Command& command);
    bool print_user_character(unsigned code, std::uint64_t offset);
    void define_kanji(const Command& command);
    void forget_kanji(const Command& command);

    // escpos_codes.cpp
    void bar_height(const Command& command);
    void bar_width(const Command& command);
    void bar_digits(const Command& command);
    void bar_font(const Command& command);
    void barcode(const Command& command);
    void matrix_code(const Command& command);
    void store_matrix_data(const Command& command, MatrixSetting& setting);
    void print_matrix(const Command& command, unsigned cn, MatrixSetting& setting);
    void old_qr(const Command& command);

    // escpos_extras.cpp
    void macro(const Command& command);
    void record(pos::BytesView bytes);
    void run_macro(const Command& command);
    void counter_form(const Command& command);
    void counter_steps(const Command& command);
    void counter_value(const Command& command);
    void counter_in_digits(const Command& command);
    void print_counter(const Command& command);
    void draw_lines(const Command& command);
    void cut_function(const Command& command);
    void store_bitmap(const Command& command);

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
    void print(const Decoded& decoded, std::uint64_t offset) override;

    unsigned unit_x_{203};  // motion units an inch
    unsigned unit_y_{406};
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

    PictureStore kept_;                             // GS ( L, in memory that stays
    PictureStore numbered_;                         // FS q
    PictureStore downloaded_;                       // GS ( L, until it is initialised
    std::shared_ptr<const Bits> downloaded_image_;  // GS *
    std::vector<Plane> buffered_;
    unsigned buffered_width_{1};
    unsigned buffered_height_{1};
    std::map<unsigned, std::shared_ptr<const Bits>> user_characters_;
    std::map<unsigned, std::shared_ptr<const Bits>> user_kanji_;
    bool user_characters_on_{false};

    std::vector<const CommandName*> names_;
    pos::Bytes macro_;
    bool recording_{false};
    bool in_macro_{false};
    std::uint64_t replayed_{0};
    Counter counter_;

    BarSetting bars_;
    std::array<MatrixSetting, 7> matrix_;
};

}  // namespace drivers::printer::paper
