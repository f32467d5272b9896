#include "drivers/printer/star_encoder.hpp"

#include <string>

#include "drivers/printer/document_encoder.hpp"
#include "drivers/printer/star_commands.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

using namespace pos::document;

namespace {

constexpr char kEsc = '\x1B';

/// "ESC * r" with what it sets.
void put(std::string& out, std::string_view setting) {
    out += kEsc;
    out += "*r";
    out += setting;
}

/// Bare rows are fed, not sent.
class RasterRows {
public:
    explicit RasterRows(std::string& out) : out_{out} {}

    void add(const Ink& ink) {
        for (unsigned y = 0; y < ink.height; ++y) add_row(ink, y);
    }
    void feed(unsigned rows) { bare_ += rows; }
    void flush() {
        if (bare_ > 0) {
            put(out_, "Y" + std::to_string(bare_));
            out_ += '\0';
        }
        bare_ = 0;
    }

private:
    void add_row(const Ink& ink, unsigned y) {
        std::string row;
        bool inked = false;
        for (unsigned x = 0; x < ink.width; x += 8) {
            unsigned byte = 0;
            for (unsigned bit = 0; bit < 8; ++bit) {
                byte = byte << 1 | (ink.at(x + bit, y) != 0 ? 1U : 0U);
            }
            inked = inked || byte != 0;
            row += static_cast<char>(byte);
        }
        if (!inked) return feed(1);
        flush();
        out_ += 'b';
        out_ += static_cast<char>(row.size() & 0xFF);
        out_ += static_cast<char>(row.size() >> 8);
        out_ += row;
    }

    std::string& out_;
    unsigned bare_{0};
};

/// n of "ESC * r E": what is done at the end of a document.
std::string_view cut_mode(Cutter cutter) {
    switch (cutter) {
        case Cutter::none:
            return "1";
        case Cutter::partial:
            return "13";
        case Cutter::full:
            return "9";
    }
    return "1";
}

}  // namespace

pos::Bytes encode_star(const Document& document, const Profile& profile, PaperPainter& painter,
                       const StoredPictures& stored) {
    return encode_with<StarCommands>(document, profile, painter, stored);
}

pos::Bytes encode_star_raster(const Document& document, const Profile& profile,
                              PaperPainter& painter) {
    POS_ASSERT(painter.dots() == profile.dots && profile.dots % 8 == 0);
    constexpr unsigned kLineDots = 32;
    const Reading reading = painter.reading_of(document);
    std::string out;
    const auto begin = [&] {
        put(out, "A");
        put(out, std::string{"E"} + std::string{cut_mode(profile.cutter)});
        out += '\0';
    };
    put(out, "R");
    begin();
    RasterRows rows{out};
    bool open = true;
    for (const Block& block : document.blocks) {
        if (!open) begin();
        open = true;
        if (!std::holds_alternative<Cut>(block)) {
            const Ink ink = painter.paint(block, reading);
            const auto* picture = std::get_if<Picture>(&block);
            const bool shaded = picture != nullptr && painter.has_picture(picture->name);
            rows.add(shaded ? dithered(ink) : sharp(ink));
            continue;
        }
        rows.feed(profile.feed_lines * kLineDots);
        rows.flush();
        out += kEsc;
        out += "\f\x04";
        put(out, "B");
        open = false;
    }
    if (open) {
        rows.flush();
        put(out, "B");
    }
    const auto bytes = pos::as_bytes(out);
    return {bytes.begin(), bytes.end()};
}

}  // namespace drivers::printer
