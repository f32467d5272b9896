#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "drivers/printer/escpos_commands.hpp"
#include "drivers/printer/escpos_text.hpp"
#include "drivers/printer/grid.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/stored_pictures.hpp"
#include "drivers/printer/symbols.hpp"
#include "pos/base/assert.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// Lays out each block, sends it as text where the printer's code pages show it whole, and paints
/// it else. `Commands` is how a language says it: EscposCommands or StarCommands.
template <class Commands>
class DocumentEncoder {
public:
    using Text = pos::document::Text;
    using Row = pos::document::Row;
    using Table = pos::document::Table;
    using Align = pos::document::Align;

    DocumentEncoder(const pos::document::Document& document, const Profile& profile,
                    PaperPainter& painter, const StoredPictures& stored)
        : document_{document},
          profile_{profile},
          painter_{painter},
          stored_{stored},
          text_{profile.pages, Commands::kSelectPage},
          figures_{figure_cells(document)} {
        commands_.initialise(profile.multibyte_off);
    }

    void operator()(const Text& block) {
        const Mode mode = mode_of(block.style);
        if (!print(lay_out(block, grid(mode)), mode)) paint(block);
    }

    void operator()(const Row& block) {
        Mode mode = mode_of(block.style);
        if (mode.width > 1 && !fits_one_line(block, grid(mode).columns)) mode.width = 1;
        Row placed = block;
        placed.indent = scaled(block.indent, mode);
        if (!print(lay_out(placed, grid(mode)), mode)) paint(block);
    }

    void operator()(const Table& block) {
        const Mode mode = mode_of(block.style);
        Mode head_mode = mode;
        head_mode.bold = true;
        const TableLines lines = lay_out(block, grid(mode));
        const auto head = characters(lines.head);
        const auto rows = characters(lines.rows);
        if (!head || !rows) {
            paint(block);
            return;
        }
        print(*head, head_mode);
        print(*rows, mode);
    }

    void operator()(const pos::document::Rule&) {
        const Mode mode{};
        const char32_t dash = text_.shows(kLineAcross) ? kLineAcross : U'-';
        print({std::u32string(profile_.columns, dash)}, mode);
    }

    void operator()(const pos::document::Blank&) { print({U""}, Mode{}); }

    void operator()(const pos::document::Barcode& block) {
        const unsigned dots =
            code128_holds(block.text)
                ? bar_dots(code128_width(code128_notation(block.text)), profile_.dots)
                : 0;
        // Bars of one dot are beyond many printers' own command and most scanners.
        if (!profile_.barcode || dots < 2) {
            paint(block);
            return;
        }
        commands_.set({.centred = true});
        commands_.barcode(block.text, dots, kBarHeight, profile_.columns_small > 0);
    }

    void operator()(const pos::document::QrCode& block) {
        const auto side = qr_side(block.text);
        const unsigned dots = side ? qr_dots(*side, profile_.dots) : 0;
        if (!profile_.qr || dots == 0) {
            paint(block);
            return;
        }
        commands_.set({.centred = true});
        commands_.line_feed();  // printers leave no quiet zone above
        commands_.qr(block.text, dots);
    }

    void operator()(const pos::document::Picture& block) {
        if constexpr (Commands::kKeepsPictures) {
            if (const auto kept = stored_.find(block.name); kept != stored_.end()) {
                commands_.set({});
                return commands_.stored_picture(kept->second);
            }
        }
        if (painter_.has_picture(block.name)) {
            send(dithered(painted(block)));
        } else if (!block.words.empty()) {
            (*this)(Text{block.words, Align::centre, pos::document::kBold});
        }
    }

    void operator()(const pos::document::Cut&) {
        commands_.feed(profile_.feed_lines);
        switch (profile_.cutter) {
            case Cutter::none:
                return;
            case Cutter::partial:
                return commands_.cut(false);
            case Cutter::full:
                return commands_.cut(true);
        }
    }

    pos::Bytes finish() const {
        const auto bytes = pos::as_bytes(commands_.out());
        return {bytes.begin(), bytes.end()};
    }

private:
    using Mode = EscposMode;
    static constexpr unsigned kBarHeight = 72;
    using Lines = std::vector<std::u32string>;
    static constexpr char32_t kLineAcross = U'\u2500';

    Mode mode_of(const pos::document::Style& style) const {
        return {.bold = style.bold,
                .small = style.muted && profile_.columns_small > 0,
                .width = style.double_width ? 2U : 1U,
                .height = style.double_height ? 2U : 1U};
    }

    Grid grid(const Mode& mode) const {
        const unsigned columns = mode.small ? profile_.columns_small : profile_.columns;
        return {columns / mode.width, document_.direction, scaled(figures_, mode)};
    }

    /// Columns of the plain font in columns of `mode`: as near to the same place as can be.
    unsigned scaled(unsigned columns, const Mode& mode) const {
        if (mode.small)
            columns = (columns * profile_.columns_small + profile_.columns / 2) / profile_.columns;
        return columns / mode.width;
    }

    /// Empty where the printer's font lacks a character.
    std::optional<Lines> characters(const std::vector<GridLine>& lines) const {
        Lines out;
        for (const GridLine& line : lines) {
            auto found = text_.line(line, document_.direction);
            if (!found) return std::nullopt;
            out.push_back(std::move(*found));
        }
        return out;
    }

    bool print(const std::vector<GridLine>& lines, const Mode& mode) {
        const auto found = characters(lines);
        if (found) print(*found, mode);
        return found.has_value();
    }

    void print(const Lines& lines, const Mode& mode) {
        for (const std::u32string& line : lines) {
            commands_.set(mode);
            text_.encode(line, commands_.page(), commands_.out());
            commands_.line_feed();
        }
    }

    void paint(const pos::document::Block& block) { send(sharp(painted(block))); }

    void send(const Ink& ink) {
        commands_.set({});
        switch (profile_.graphics) {
            case Graphics::raster:
                return commands_.raster(ink);
            case Graphics::column:
                return commands_.columns(ink);
        }
    }

    Ink painted(const pos::document::Block& block) {
        if (!reading_) reading_ = painter_.reading_of(document_);
        return painter_.paint(block, *reading_);
    }

    const pos::document::Document& document_;
    const Profile& profile_;
    PaperPainter& painter_;
    const StoredPictures& stored_;
    EscposText text_;
    unsigned figures_;
    Commands commands_;
    std::optional<Reading> reading_;
};

template <class Commands>
pos::Bytes encode_with(const pos::document::Document& document, const Profile& profile,
                       PaperPainter& painter, const StoredPictures& stored) {
    POS_ASSERT(painter.dots() == profile.dots);
    DocumentEncoder<Commands> encoder{document, profile, painter, stored};
    for (const pos::document::Block& block : document.blocks) std::visit(encoder, block);
    return encoder.finish();
}

}  // namespace drivers::printer
