#include <iterator>

#include "drivers/printer/paper/star_printer.hpp"

namespace drivers::printer::paper {

#define BYTES(text) std::string_view(text, sizeof(text) - 1)
#define ESC "\x1B"
#define GS "\x1D"
#define RS "\x1E"
#define ESC_GS ESC GS
#define ESC_RS ESC RS

namespace {

std::uint64_t at(pos::BytesView bytes, std::size_t index) {
    return std::to_integer<unsigned>(bytes[index]);
}

std::uint64_t two(pos::BytesView bytes, std::size_t index) {
    return at(bytes, index) | at(bytes, index + 1) << 8;
}

/// n1 n2 and so many columns of `Bytes` bytes.
template <unsigned Bytes>
Length columns(pos::BytesView behind_name) {
    if (behind_name.size() < 2) return {2, false};
    return {2 + two(behind_name, 0) * Bytes};
}

/// ESC k n1 n2: n1 bytes across, 24 rows.
Length rows_of_24(pos::BytesView behind_name) {
    if (behind_name.size() < 2) return {2, false};
    return {2 + at(behind_name, 0) * 24};
}

/// m xL xH yL yH n and the dots.
Length raster(pos::BytesView behind_name) {
    if (behind_name.size() < 6) return {6, false};
    return {6 + two(behind_name, 1) * two(behind_name, 3)};
}

Length logos(pos::BytesView behind_name) {
    if (behind_name.empty()) return {1, false};
    std::uint64_t size = 1;
    for (std::uint64_t left = at(behind_name, 0); left > 0; --left) {
        if (behind_name.size() < size + 4) return {size + 4, false};
        const auto here = static_cast<std::size_t>(size);
        size += 4 + two(behind_name, here) * two(behind_name, here + 2) * 8;
    }
    return {size};
}

/// n1 n2 n3 n4, the data, RS.
Length bar_data(pos::BytesView behind_name) {
    constexpr std::size_t kMost = 260;
    for (std::size_t i = 4; i < behind_name.size() && i < kMost; ++i) {
        if (behind_name[i] == std::byte{0x1E}) return {i + 1};
    }
    if (behind_name.size() >= kMost) return {4};
    return {behind_name.size() + 1, false};
}

/// Up to and with LF NUL.
Length until_line_nul(pos::BytesView behind_name) {
    constexpr std::size_t kMost = 24;
    for (std::size_t i = 1; i < behind_name.size() && i < kMost; ++i) {
        if (behind_name[i - 1] == std::byte{'\n'} && behind_name[i] == std::byte{0}) return {i + 1};
    }
    if (behind_name.size() >= kMost) return {0};
    return {behind_name.size() + 1, false};
}

/// One byte, or NUL and one.
Length page_length(pos::BytesView behind_name) {
    if (behind_name.empty()) return {1, false};
    return {behind_name[0] == std::byte{0} ? 2U : 1U};
}

/// A byte and then a header.
Length by_header_behind_one(pos::BytesView behind_name) {
    if (behind_name.empty()) return {1, false};
    const Length rest = by_header(behind_name.subspan(1));
    return {1 + rest.size, rest.known};
}

}  // namespace

/// Every command of the manual that is for receipts. Null: skipped by its length and remarked.
struct StarTable {
    using P = StarPrinter;
    static constexpr P::Entry kLine[] = {
        {{BYTES("\0"), fixed<0>, "NUL: nothing"}, &P::nothing},
        {{"\x04", fixed<0>, "EOT: status"}, &P::ask_status},
        {{"\x05", fixed<0>, "ENQ: status now"}, &P::ask_status},
        {{"\x07", fixed<0>, "BEL: pulse to drawer 1"}, &P::drawer_1},
        {{"\t", fixed<0>, "HT: tab"}, &P::tab},
        {{"\n", fixed<0>, "LF: line feed"}, &P::line_feed},
        {{"\v", fixed<0>, "VT: vertical tab"}, &P::line_feed},
        {{"\f", fixed<0>, "FF: form feed"}, &P::line_feed},
        {{"\r", fixed<0>, "CR: carriage return"}, &P::nothing},
        {{"\x0E", fixed<0>, "SO: double width"}, &P::wide_on},
        {{"\x0F", fixed<0>, "SI: upside down"}, &P::upside_down_on},
        {{"\x12", fixed<0>, "DC2: not upside down"}, &P::upside_down_off},
        {{"\x14", fixed<0>, "DC4: no double width"}, &P::wide_off},
        {{"\x17", fixed<0>, "ETB: count up when done"}, &P::ask_end_of_job},
        {{"\x18", fixed<0>, "CAN: drop what waits"}, &P::cancel},
        {{"\x19", fixed<0>, "EM: pulse to drawer 2"}, &P::drawer_2},
        {{"\x1A", fixed<0>, "SUB: pulse to drawer 2"}, &P::drawer_2},
        {{"\x1C", fixed<0>, "FS: pulse to drawer 1"}, &P::drawer_1},
        {{RS, fixed<0>, "RS: end of bar code"}, &P::nothing},

        {{ESC "\x06\x01", fixed<0>, "ESC ACK SOH: status now"}, &P::ask_status},
        {{ESC "\x06\x18", fixed<0>, "ESC ACK CAN: reset now"}, &P::cancel},
        {{ESC "\x07", fixed<2>, "ESC BEL: times of the pulse"}, &P::pulse_times},
        {{ESC "\x0E", fixed<0>, "ESC SO: double height"}, &P::tall_on},
        {{ESC "\x14", fixed<0>, "ESC DC4: no double height"}, &P::tall_off},
        {{ESC " ", fixed<1>, "ESC SP: character spacing"}, &P::character_spacing},
        {{ESC "#", until_line_nul, "ESC #: stored settings"}, &P::ask_printer_id},
        {{ESC "$", fixed<1>, "ESC $: shift JIS"}, &P::shift_jis},
        {{ESC "*rA", fixed<0>, "ESC * r A: raster"}, &P::raster_begin},
        {{ESC "*rB", fixed<0>, "ESC * r B: end of raster"}, &P::raster_end},
        {{ESC "*rC", fixed<0>, "ESC * r C: drop the raster"}, &P::nothing},
        {{ESC "*rR", fixed<0>, "ESC * r R: reset the raster"}, &P::nothing},
        {{ESC "*rD", until_nul<8>, "ESC * r D: pulse to a drawer"}, &P::raster_drawer},
        {{ESC "*rE", until_nul<8>, "ESC * r E: cut at the end"}, &P::raster_end_mode},
        {{ESC "*rF", until_nul<8>, "ESC * r F: cut at a form feed"}, &P::raster_feed_mode},
        {{ESC "*rY", until_nul<8>, "ESC * r Y: feed dots"}, &P::raster_feed},
        {{ESC "*rm", until_nul<8>, "ESC * r m: margin"}, &P::nothing},
        {{ESC "*r", until_nul<8>, "ESC * r: another setting"}, &P::nothing},
        {{ESC "-", fixed<1>, "ESC -: underline"}, &P::underline},
        {{ESC "/", fixed<1>, "ESC /: crossed zero"}, &P::nothing},
        {{ESC "0", fixed<0>, "ESC 0: lines of 3 mm"}, &P::line_spacing_3},
        {{ESC "4", fixed<0>, "ESC 4: white on black"}, &P::reverse_on},
        {{ESC "5", fixed<0>, "ESC 5: black on white"}, &P::reverse_off},
        {{ESC ":", fixed<0>, "ESC :: pitch of 16 dots"}, &P::pitch_16},
        {{ESC "?", until_line_nul, "ESC ?: restart"}, nullptr},
        {{ESC "@", fixed<0>, "ESC @: initialise"}, &P::initialise},
        {{ESC "B", until_nul<32>, "ESC B: vertical tabs"}, &P::nothing},
        {{ESC "C", page_length, "ESC C: page length"}, &P::nothing},
        {{ESC "D", until_nul<32>, "ESC D: tabs"}, &P::set_tabs},
        {{ESC "E", fixed<0>, "ESC E: emphasis"}, &P::bold_on},
        {{ESC "F", fixed<0>, "ESC F: no emphasis"}, &P::bold_off},
        {{ESC "I", fixed<1>, "ESC I: feed by 1/8 mm"}, &P::feed_eighths},
        {{ESC "J", fixed<1>, "ESC J: feed by 1/4 mm"}, &P::feed_quarters},
        {{ESC "K", columns<1>, "ESC K: bit image of 8 dots"}, &P::image_8_normal},
        {{ESC "L", columns<1>, "ESC L: fine bit image of 8 dots"}, &P::image_8_fine},
        {{ESC "M", fixed<0>, "ESC M: pitch of 12 dots"}, &P::pitch_12},
        {{ESC "N", fixed<1>, "ESC N: bottom margin"}, &P::nothing},
        {{ESC "O", fixed<0>, "ESC O: no bottom margin"}, &P::nothing},
        {{ESC "P", fixed<0>, "ESC P: pitch of 15 dots"}, &P::pitch_15},
        {{ESC "Q", fixed<1>, "ESC Q: right margin"}, &P::right_margin},
        {{ESC "R", fixed<1>, "ESC R: national set"}, &P::national_set},
        {{ESC "W", fixed<1>, "ESC W: times as wide"}, &P::times_wide},
        {{ESC "X", columns<3>, "ESC X: bit image of 24 dots"}, &P::image_24},
        {{ESC "_", fixed<1>, "ESC _: line above"}, nullptr},
        {{ESC "a", fixed<1>, "ESC a: feed lines"}, &P::feed_lines},
        {{ESC "b", bar_data, "ESC b: bar code"}, &P::barcode},
        {{ESC "d", fixed<1>, "ESC d: cut"}, &P::cut},
        {{ESC "h", fixed<1>, "ESC h: times as high"}, &P::times_high},
        {{ESC "i", fixed<2>, "ESC i: character size"}, &P::times},
        {{ESC "j", fixed<1>, "ESC j: feed back by 1/4 mm"}, &P::feed_back_quarters},
        {{ESC "k", rows_of_24, "ESC k: 24 rows of dots"}, &P::image_24_rows},
        {{ESC "l", fixed<1>, "ESC l: left margin"}, &P::left_margin},
        {{ESC "p", fixed<0>, "ESC p: Kanji"}, &P::kanji_on},
        {{ESC "q", fixed<0>, "ESC q: no Kanji"}, &P::kanji_off},
        {{ESC "s", fixed<2>, "ESC s: spacing of Kanji"}, &P::nothing},
        {{ESC "z", fixed<1>, "ESC z: lines of 3 or 4 mm"}, &P::line_spacing},

        {{ESC "\x1Cp", fixed<2>, "ESC FS p: print a logo"}, &P::print_logo},
        {{ESC "\x1Cq", logos, "ESC FS q: store logos"}, &P::store_logos},

        {{ESC_GS "\x03", fixed<3>, "ESC GS ETX: counter of jobs"}, &P::ask_end_of_job},
        {{ESC_GS "\x07", fixed<3>, "ESC GS BEL: buzzer"}, &P::buzzer},
        {{ESC_GS "\x19\x11", fixed<3>, "ESC GS EM DC1: buzzer set"}, &P::nothing},
        {{ESC_GS "\x19\x12", fixed<3>, "ESC GS EM DC2: buzzer"}, &P::buzzer},
        {{ESC_GS ")U", by_header, "ESC GS ) U: text encoding"}, &P::text_encoding},
        {{ESC_GS ")I", by_header, "ESC GS ) I: printer's name"}, &P::ask_printer_id},
        {{ESC_GS ")", by_family, "ESC GS ): another function"}, nullptr},
        {{ESC_GS "A", fixed<2>, "ESC GS A: position across"}, &P::move_to},
        {{ESC_GS "P0", fixed<0>, "ESC GS P 0: page mode"}, nullptr},
        {{ESC_GS "P1", fixed<0>, "ESC GS P 1: no page mode"}, nullptr},
        {{ESC_GS "P2", fixed<1>, "ESC GS P 2: direction on the page"}, nullptr},
        {{ESC_GS "P3", fixed<8>, "ESC GS P 3: area of the page"}, nullptr},
        {{ESC_GS "P4", fixed<2>, "ESC GS P 4: position down the page"}, nullptr},
        {{ESC_GS "P5", fixed<2>, "ESC GS P 5: move down the page"}, nullptr},
        {{ESC_GS "P6", fixed<0>, "ESC GS P 6: print the page, end"}, nullptr},
        {{ESC_GS "P7", fixed<0>, "ESC GS P 7: print the page"}, nullptr},
        {{ESC_GS "P8", fixed<0>, "ESC GS P 8: drop the page"}, nullptr},
        {{ESC_GS "R", fixed<2>, "ESC GS R: move across"}, &P::move_by},
        {{ESC_GS "S", raster, "ESC GS S: raster picture"}, &P::raster_block},
        {{ESC_GS "a", fixed<1>, "ESC GS a: justification"}, &P::justify},
        {{ESC_GS "b", fixed<1>, "ESC GS b: smooth characters"}, &P::nothing},
        {{ESC_GS "t", fixed<1>, "ESC GS t: code page"}, &P::code_page},
        {{ESC_GS "xD", by_header, "ESC GS x D: data of PDF417"}, &P::pdf417_store},
        {{ESC_GS "xI", fixed<0>, "ESC GS x I: size of PDF417"}, &P::ask_printer_id},
        {{ESC_GS "xP", fixed<0>, "ESC GS x P: print PDF417"}, &P::pdf417_print},
        {{ESC_GS "xS0", fixed<3>, "ESC GS x S 0: rows and columns"}, &P::pdf417_size},
        {{ESC_GS "xS", fixed<2>, "ESC GS x S: look of PDF417"}, &P::pdf417_setting},
        {{ESC_GS "yD1", by_header_behind_one, "ESC GS y D 1: data of QR"}, &P::qr_store},
        {{ESC_GS "yI", fixed<0>, "ESC GS y I: size of QR"}, &P::ask_printer_id},
        {{ESC_GS "yP", fixed<0>, "ESC GS y P: print QR"}, &P::qr_print},
        {{ESC_GS "yS", fixed<2>, "ESC GS y S: look of QR"}, &P::qr_setting},

        {{ESC_RS "A", fixed<1>, "ESC RS A: area of print"}, &P::nothing},
        {{ESC_RS "C", fixed<1>, "ESC RS C: colour"}, &P::nothing},
        {{ESC_RS "E", fixed<1>, "ESC RS E: reset the counter"}, &P::nothing},
        {{ESC_RS "F", fixed<1>, "ESC RS F: font"}, &P::font},
        {{ESC_RS "L", fixed<1>, "ESC RS L: print a logo"}, nullptr},
        {{ESC_RS "a", fixed<1>, "ESC RS a: automatic status"}, &P::ask_automatic_status},
        {{ESC_RS "d", fixed<1>, "ESC RS d: density"}, &P::nothing},
        {{ESC_RS "i", fixed<2>, "ESC RS i: size of Kanji"}, &P::nothing},
        {{ESC_RS "r", fixed<1>, "ESC RS r: speed"}, &P::nothing},
    };
    /// Beside those of line mode, while raster is on.
    static constexpr P::Entry kRaster[] = {
        {{"b", by_header, "b: a row of dots"}, &P::raster_line},
        {{"k", by_header, "k: a row of dots, not fed"}, nullptr},
        {{BYTES(ESC "\f\0"), fixed<0>, "ESC FF NUL: form feed"}, &P::raster_form_feed},
        {{ESC "\f\x04", fixed<0>, "ESC FF EOT: end of the document"}, &P::raster_document_end},
    };
};

std::vector<const CommandName*> StarPrinter::names() {
    std::vector<const CommandName*> names;
    for (const Entry& entry : StarTable::kLine) names.push_back(&entry);
    return names;
}

std::vector<const CommandName*> StarPrinter::raster_names() {
    std::vector<const CommandName*> all = names();
    for (const Entry& entry : StarTable::kRaster) all.push_back(&entry);
    return all;
}

}  // namespace drivers::printer::paper
