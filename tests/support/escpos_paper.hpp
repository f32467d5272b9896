#pragma once

// Links drivers_printer.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "drivers/printer/code_points.hpp"
#include "drivers/printer/paper/code128.hpp"
#include "drivers/printer/paper/escpos_printer.hpp"
#include "drivers/printer/paper/interpreter.hpp"

namespace test {

namespace paper = drivers::printer::paper;

/// One line that the printer sets in its own font.
struct PaperText {
    std::string text;  // UTF-8
    bool bold{false};
    bool small{false};
    unsigned width{1};
    unsigned height{1};
    bool operator==(const PaperText&) const = default;
};

/// Dots, true is black, row by row.
struct PaperPicture {
    unsigned width{0};
    unsigned height{0};
    std::vector<bool> dots;
    bool operator==(const PaperPicture&) const = default;
};

struct PaperBarcode {
    std::string text;
    unsigned module_dots{0};
    unsigned height{0};
    bool centred{false};
    bool operator==(const PaperBarcode&) const = default;
};

struct PaperQr {
    std::string text;
    unsigned module_dots{0};
    bool centred{false};
    bool operator==(const PaperQr&) const = default;
};

struct PaperFeed {
    unsigned lines{0};
    bool operator==(const PaperFeed&) const = default;
};

struct PaperCut {
    bool full{false};
    bool operator==(const PaperCut&) const = default;
};

using PaperItem = std::variant<PaperText, PaperPicture, PaperBarcode, PaperQr, PaperFeed, PaperCut>;

/// What stands on the paper after a printer was sent some bytes, from top to bottom.
struct EscposPaper {
    std::vector<PaperItem> items;
    /// What no receipt should contain: what the printer would leave out, and settings sent although
    /// they were in force or that change before anything is printed in them.
    std::vector<std::string> faults;
};

/// ESC t number → the name of that character set. Others are faults.
using CodePageNames = std::map<unsigned, std::string>;

/// Watches what a printer is told, and finds what it need not have been told.
class SettingsWatch final : public paper::CommandSink {
public:
    explicit SettingsWatch(const CodePageNames& pages) : pages_{pages} {}

    std::vector<std::string> faults() && { return std::move(faults_); }

    void command(const paper::CommandName& name, const paper::Command& command) override {
        const Settings before = now_;
        if (!apply(name.bytes, command)) {
            told_.clear();
            return;
        }
        if (now_ == before) fault(command, std::string{name.words} + " again");
        // The same setting once more, and nothing printed in between.
        for (const auto& [bytes, offset] : told_) {
            if (bytes == name.bytes) fault(command, std::string{name.words} + " twice running");
        }
        told_.emplace_back(std::string{name.bytes}, command.offset);
    }
    void unknown(const paper::Command&) override {}
    void too_large(const paper::CommandName&, const paper::Command&, std::uint64_t) override {}
    void cut_off(const paper::Command&) override {}
    std::size_t text(pos::BytesView bytes, std::uint64_t, bool) override {
        told_.clear();
        return bytes.size();
    }

private:
    struct Settings {
        bool bold{false};
        bool small{false};
        unsigned size{0};
        unsigned justified{0};
        std::optional<unsigned> page;
        std::map<char, unsigned> bars;
        bool operator==(const Settings&) const = default;
    };

    /// False: it is no setting of style.
    bool apply(std::string_view name, const paper::Command& command) {
        const unsigned n = command.at(0);
        if (name == "\x1B!") {
            now_.small = (n & 1) != 0;
            now_.bold = (n & 8) != 0;
            now_.size = ((n & 0x20) != 0 ? 0x10U : 0U) | ((n & 0x10) != 0 ? 0x01U : 0U);
        } else if (name == "\x1D!") {
            now_.size = n;
        } else if (name ==
                   "\x1B"
                   "E") {
            now_.bold = (n & 1) != 0;
        } else if (name == "\x1BM") {
            now_.small = (n & 1) != 0;
        } else if (name ==
                   "\x1B"
                   "a") {
            now_.justified = n;
        } else if (name == "\x1Bt") {
            if (!pages_.contains(n)) fault(command, "a code page that this printer lacks");
            now_.page = n;
        } else if (name == "\x1Dh" || name == "\x1Dw" || name == "\x1DH" ||
                   name ==
                       "\x1D"
                       "f") {
            now_.bars[name[1]] = n;
        } else {
            return false;
        }
        return true;
    }
    void fault(const paper::Command& command, std::string words) {
        faults_.push_back(fmt::format("byte {}: {}", command.offset, words));
    }

    const CodePageNames& pages_;
    Settings now_;
    std::vector<std::pair<std::string, std::uint64_t>> told_;
    std::vector<std::string> faults_;
};

/// Turns marks into items.
class PaperItems {
public:
    explicit PaperItems(const paper::Paper& strip) : strip_{strip} {}

    EscposPaper read() && {
        for (std::size_t i = 0; i < strip_.marks.size(); ++i) {
            const paper::Mark& mark = strip_.marks[i];
            cut_until(mark.place.y);
            if (!in_line_of_before(mark)) blank_until(mark.place.y, true);
            if (const auto* dots = std::get_if<paper::Dots>(&mark.what)) add(mark, *dots);
            if (const auto* code = std::get_if<paper::Code>(&mark.what)) add(mark, *code);
            if (const auto* letters = std::get_if<paper::Letters>(&mark.what)) add(mark, *letters);
            bottom_ = std::max(bottom_, mark.place.y + static_cast<int>(mark.place.height));
            line_ = mark.line;
        }
        cut_until(static_cast<int>(strip_.length) + 1);
        blank_until(static_cast<int>(strip_.length), false);
        return std::move(paper_);
    }

private:
    static constexpr int kLine = 30;

    bool in_line_of_before(const paper::Mark& mark) const { return line_ && *line_ == mark.line; }

    void blank_until(int y, bool as_lines) {
        const int lines = (y - bottom_) / kLine;
        if (lines > 0 && !as_lines) {
            paper_.items.emplace_back(PaperFeed{static_cast<unsigned>(lines)});
        }
        for (int i = 0; i < lines && as_lines; ++i) paper_.items.emplace_back(PaperText{});
        bottom_ = std::max(bottom_, y);
    }

    void cut_until(int y) {
        while (cut_ < strip_.cuts.size() && static_cast<int>(strip_.cuts[cut_].y) < y) {
            blank_until(static_cast<int>(strip_.cuts[cut_].y), false);
            paper_.items.emplace_back(PaperCut{strip_.cuts[cut_].full});
            ++cut_;
        }
    }

    bool centred(const paper::Place& place) const {
        const int before = (static_cast<int>(strip_.width) - static_cast<int>(place.width)) / 2;
        return place.x > 0 && place.x == before;
    }

    void add(const paper::Mark& mark, const paper::Letters& letters) {
        if (in_line_of_before(mark)) {
            // Digits of a bar code stand in its line.
            if (codes_line_ != mark.line) fault("the style changes inside a line");
            return;
        }
        const auto next = &mark + 1;
        const bool has_next = next < strip_.marks.data() + strip_.marks.size();
        if (has_next && next->line == mark.line && std::holds_alternative<paper::Code>(next->what))
            return;
        const paper::LetterStyle& style = letters.style;
        paper_.items.emplace_back(PaperText{.text = drivers::printer::to_utf8(letters.text),
                                            .bold = style.bold,
                                            .small = style.cell_width < 12,
                                            .width = style.width,
                                            .height = style.height});
    }

    void add(const paper::Mark& mark, const paper::Code& code) {
        codes_line_ = mark.line;
        if (code.kind == paper::CodeKind::qr) {
            paper_.items.emplace_back(PaperQr{code.text, code.width, centred(mark.place)});
            return;
        }
        const auto bars = paper::code128_of_notation(code.text);
        if (code.kind != paper::CodeKind::code_128 || !bars) return fault("a code of another kind");
        unsigned modules = 0;
        for (const unsigned width : paper::elements_of(*bars)) modules += width;
        paper_.items.emplace_back(PaperBarcode{bars->text, mark.place.width / modules,
                                               mark.place.height, centred(mark.place)});
    }

    /// Pieces beneath one another make one picture.
    void add(const paper::Mark& mark, const paper::Dots& dots) {
        auto* before =
            paper_.items.empty() ? nullptr : std::get_if<PaperPicture>(&paper_.items.back());
        if (before == nullptr || before->width != mark.place.width || mark.place.y != bottom_) {
            paper_.items.emplace_back(PaperPicture{mark.place.width, 0, {}});
            before = &std::get<PaperPicture>(paper_.items.back());
        }
        before->height += dots.bits->height();
        for (unsigned y = 0; y < dots.bits->height(); ++y) {
            for (unsigned x = 0; x < dots.bits->width(); ++x) {
                before->dots.push_back(dots.bits->at(x, y));
            }
        }
    }

    void fault(std::string words) { paper_.faults.push_back(std::move(words)); }

    const paper::Paper& strip_;
    EscposPaper paper_;
    int bottom_{0};
    std::size_t cut_{0};
    std::optional<unsigned> line_;
    std::optional<unsigned> codes_line_;
};

/// Prints what our encoder writes and finds what it should not have written.
inline EscposPaper read_escpos(pos::BytesView bytes, const CodePageNames& pages,
                               unsigned dots = 576) {
    paper::Model model{.dots = dots};
    for (const auto& [number, name] : pages) {
        model.pages.push_back({static_cast<std::uint8_t>(number), name});
    }
    paper::Interpreter printer{model};
    printer.feed(bytes);
    const unsigned lines = printer.paper().lines;
    printer.finish();
    const paper::Paper strip = printer.take_paper();
    EscposPaper read = PaperItems{strip}.read();
    if (strip.lines != lines) read.faults.push_back("the last line is not ended");
    for (const paper::Remark& remark : strip.remarks) {
        read.faults.push_back(fmt::format("byte {}: {}", remark.offset, remark.words));
    }
    SettingsWatch watch{pages};
    const auto names = paper::EscposPrinter::names();
    paper::Splitter splitter{names, watch};
    splitter.feed(bytes);
    for (std::string& words : std::move(watch).faults()) read.faults.push_back(std::move(words));
    return read;
}

struct DescribeItem {
    std::string operator()(const PaperText& line) const {
        return fmt::format("{}{} {}x{} |{}", line.bold ? 'b' : ' ', line.small ? 's' : ' ',
                           line.width, line.height, line.text);
    }
    std::string operator()(const PaperPicture& picture) const {
        const auto black = std::ranges::count(picture.dots, true);
        return fmt::format("<picture {}x{}, {}>", picture.width, picture.height,
                           black == 0 ? "bare" : "inked");
    }
    std::string operator()(const PaperBarcode& code) const {
        return fmt::format("<barcode {} x{}{}>", code.text, code.module_dots,
                           code.centred ? " centred" : "");
    }
    std::string operator()(const PaperQr& code) const {
        return fmt::format("<qr {} x{}{}>", code.text, code.module_dots,
                           code.centred ? " centred" : "");
    }
    std::string operator()(const PaperFeed& feed) const {
        return fmt::format("<feed {}>", feed.lines);
    }
    std::string operator()(const PaperCut& cut) const {
        return cut.full ? "<full cut>" : "<partial cut>";
    }
};

/// The paper for a person to read, a line for each item: "b 2x2 |TOTAL      5.68".
inline std::string describe(const EscposPaper& paper) {
    std::string out;
    for (const PaperItem& item : paper.items) out += std::visit(DescribeItem{}, item) + '\n';
    for (const std::string& fault : paper.faults) out += "<fault, " + fault + ">\n";
    return out;
}

}  // namespace test
