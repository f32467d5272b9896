#pragma once

#include <array>
#include <span>

#include "drivers/printer/paper/escpos_codes.hpp"
#include "drivers/printer/paper/language_printer.hpp"

namespace drivers::printer::paper {

/// Carries out Star line mode commands, with the raster commands of Star's graphics mode and of
/// StarPRNT.
///
/// source: Star, Line Mode Command Specifications; Star, StarPRNT Command Specifications
class StarPrinter final : public LanguagePrinter {
public:
    struct Entry : CommandName {
        void (StarPrinter::*carry_out)(const Command&);  // null: known, and not on the paper
    };

    StarPrinter(const Model& model, Press& press, Log& log);

    static std::vector<const CommandName*> names();
    /// While raster is on: rows of dots are commands that begin with a letter.
    static std::vector<const CommandName*> raster_names();

    /// Whom to tell when raster begins and ends.
    void set_splitter(Splitter& splitter) { splitter_ = &splitter; }

    void command(const CommandName& name, const Command& command) override;
    void power_on() override;
    void finish() override { print_raster(); }

private:
    friend struct StarTable;

    // star_characters.cpp
    void bold_on(const Command& command);
    void bold_off(const Command& command);
    void underline(const Command& command);
    void reverse_on(const Command& command);
    void reverse_off(const Command& command);
    void wide_on(const Command& command);
    void wide_off(const Command& command);
    void tall_on(const Command& command);
    void tall_off(const Command& command);
    void times_wide(const Command& command);
    void times_high(const Command& command);
    void times(const Command& command);
    void font(const Command& command);
    void pitch_12(const Command& command);
    void pitch_15(const Command& command);
    void pitch_16(const Command& command);
    void character_spacing(const Command& command);
    void code_page(const Command& command);
    void national_set(const Command& command);
    void kanji_on(const Command& command);
    void kanji_off(const Command& command);
    void shift_jis(const Command& command);
    void text_encoding(const Command& command);
    void upside_down_on(const Command& command);
    void upside_down_off(const Command& command);

    // star_position.cpp
    void line_feed(const Command& command);
    void feed_lines(const Command& command);
    void feed_quarters(const Command& command);
    void feed_eighths(const Command& command);
    void feed_back_quarters(const Command& command);
    void line_spacing_3(const Command& command);
    void line_spacing(const Command& command);
    void tab(const Command& command);
    void set_tabs(const Command& command);
    void left_margin(const Command& command);
    void right_margin(const Command& command);
    void move_to(const Command& command);
    void move_by(const Command& command);
    void justify(const Command& command);

    // star_graphics.cpp
    void image_8_normal(const Command& command);
    void image_8_fine(const Command& command);
    void image_24(const Command& command);
    void image_24_rows(const Command& command);
    void raster_block(const Command& command);
    void store_logos(const Command& command);
    void print_logo(const Command& command);
    void barcode(const Command& command);
    void qr_setting(const Command& command);
    void qr_store(const Command& command);
    void qr_print(const Command& command);
    void pdf417_size(const Command& command);
    void pdf417_setting(const Command& command);
    void pdf417_store(const Command& command);
    void pdf417_print(const Command& command);
    void raster_begin(const Command& command);
    void raster_end(const Command& command);
    void raster_line(const Command& command);
    void raster_feed(const Command& command);
    void raster_end_mode(const Command& command);
    void raster_feed_mode(const Command& command);
    void raster_form_feed(const Command& command);
    void raster_document_end(const Command& command);
    void raster_drawer(const Command& command);
    void raster_cut(const Command& command, unsigned mode);
    void print_raster();

    // star_mechanism.cpp
    void initialise(const Command& command);
    void cancel(const Command& command);
    void cut(const Command& command);
    void drawer_1(const Command& command);
    void drawer_2(const Command& command);
    void pulse_times(const Command& command);
    void buzzer(const Command& command);
    void nothing(const Command& command);
    void ask_status(const Command& command);
    void ask_automatic_status(const Command& command);
    void ask_end_of_job(const Command& command);
    void ask_printer_id(const Command& command);

    void print_matrix(const Command& command, unsigned cn);

    std::vector<const CommandName*> line_names_;
    std::vector<const CommandName*> raster_names_;
    Splitter* splitter_{nullptr};
    unsigned pulse_on_ms_{200};
    unsigned pulse_off_ms_{200};
    struct Raster {
        pos::Bytes rows;  // that wait, each as wide
        unsigned row_bytes{0};
        std::uint64_t offset{0};  // of the first
        unsigned end_mode{0};
        unsigned feed_mode{0};
    };
    Raster raster_;
    PictureStore logos_;
    std::array<MatrixSetting, 2> matrix_;  // PDF417, QR
};

}  // namespace drivers::printer::paper
