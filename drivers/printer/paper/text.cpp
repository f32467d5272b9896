#include "drivers/printer/paper/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "drivers/printer/cells.hpp"
#include "drivers/printer/code_points.hpp"

namespace drivers::printer::paper {

namespace {

constexpr int kColumnDots = 12;
constexpr int kLineDots = 30;

/// Something that stands in the text, and where it begins.
struct Said {
    Place place;
    std::string text;
    bool alone{false};  // on a line of its own
    int foot() const { return place.y + static_cast<int>(place.height); }
};

std::string printable(std::string_view data) {
    std::string out;
    for (const char32_t c : code_points(data)) {
        if (c >= U' ' && c != 0x7F && c != 0xFFFD) {
            out += to_utf8({&c, 1});
        } else {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(c) & 0xFF);
        }
    }
    return out;
}

struct Describe {
    std::string operator()(const Letters& letters) const { return to_utf8(letters.text); }
    std::string operator()(const Dots& dots) const {
        return fmt::format("[picture {}x{}]", dots.bits->width() * dots.width,
                           dots.bits->height() * dots.height);
    }
    std::string operator()(const Code& code) const {
        return fmt::format("[{} {}]", name_of(code.kind), printable(code.text));
    }
};

std::vector<Said> said_on(const Paper& paper) {
    std::vector<Said> all;
    for (const Mark& mark : paper.marks) {
        // One character of the host's own is too small to be called a picture.
        const auto* dots = std::get_if<Dots>(&mark.what);
        const bool character = dots != nullptr && dots->origin == DotsOrigin::user_character;
        const bool on_its_side =
            mark.place.turn == Turn::quarter || mark.place.turn == Turn::three_quarters;
        all.push_back(
            {mark.place, character ? "\uFFFD" : std::visit(Describe{}, mark.what), on_its_side});
    }
    for (const Cut& cut : paper.cuts) {
        all.push_back({{0, static_cast<int>(cut.y), paper.width, 0, Turn::none},
                       std::string(paper.width / kColumnDots, cut.full ? '=' : '-'),
                       true});
    }
    std::ranges::stable_sort(all, {}, &Said::foot);
    return all;
}

/// Pieces whose feet stand on one line, from left to right.
std::string line_of(std::vector<Said> pieces) {
    std::ranges::stable_sort(pieces, {}, [](const Said& said) { return said.place.x; });
    std::string line;
    for (const Said& said : pieces) {
        const int column = std::max(said.place.x, 0) / kColumnDots;
        const int gap = column - static_cast<int>(cells_of(tidy(line)));
        if (gap > 0) line.append(static_cast<std::size_t>(gap), ' ');
        line += said.text;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::string text_of(const Paper& paper) {
    const std::vector<Said> all = said_on(paper);
    std::string out;
    int bottom = 0;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i + 1;
        int top = all[i].place.y;
        while (end < all.size() && all[end].foot() == all[i].foot() && !all[end].alone &&
               !all[i].alone) {
            top = std::min(top, all[end].place.y);
            ++end;
        }
        for (int blank = std::min((top - bottom) / kLineDots, 100); blank > 0; --blank) out += '\n';
        out += line_of({all.begin() + static_cast<std::ptrdiff_t>(i),
                        all.begin() + static_cast<std::ptrdiff_t>(end)}) +
               '\n';
        bottom = std::max(bottom, all[i].foot());
        i = end;
    }
    return out;
}

std::string_view name_of(CodeKind kind) {
    switch (kind) {
        case CodeKind::upc_a:
            return "upc_a";
        case CodeKind::upc_e:
            return "upc_e";
        case CodeKind::ean_13:
            return "ean_13";
        case CodeKind::ean_8:
            return "ean_8";
        case CodeKind::code_39:
            return "code_39";
        case CodeKind::itf:
            return "itf";
        case CodeKind::codabar:
            return "codabar";
        case CodeKind::code_93:
            return "code_93";
        case CodeKind::code_128:
            return "code_128";
        case CodeKind::gs1_128:
            return "gs1_128";
        case CodeKind::gs1_databar:
            return "gs1_databar";
        case CodeKind::gs1_databar_truncated:
            return "gs1_databar_truncated";
        case CodeKind::gs1_databar_limited:
            return "gs1_databar_limited";
        case CodeKind::gs1_databar_expanded:
            return "gs1_databar_expanded";
        case CodeKind::gs1_databar_stacked:
            return "gs1_databar_stacked";
        case CodeKind::qr:
            return "qr";
        case CodeKind::micro_qr:
            return "micro_qr";
        case CodeKind::pdf417:
            return "pdf417";
        case CodeKind::maxicode:
            return "maxicode";
        case CodeKind::aztec:
            return "aztec";
        case CodeKind::data_matrix:
            return "data_matrix";
        case CodeKind::composite:
            return "composite";
    }
    return "";
}

}  // namespace drivers::printer::paper
