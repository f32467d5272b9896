#include "tests/support/escpos_paper.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace test {

namespace {

std::string to_utf8(const std::string& bytes, const std::string& charset) {
    iconv_t converter = iconv_open("UTF-8", charset.c_str());
    if (converter == reinterpret_cast<iconv_t>(-1))
        return "<unknown character set " + charset + ">";
    std::string from = bytes;
    std::array<char, 16> to{};
    char* in = from.data();
    char* out = to.data();
    std::size_t in_left = from.size();
    std::size_t out_left = to.size();
    const bool good =
        iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
    iconv_close(converter);
    return good ? std::string{to.data(), to.size() - out_left} : "<not in " + charset + ">";
}

class Reader {
public:
    Reader(pos::BytesView bytes, const CodePageNames& pages) : bytes_{bytes}, pages_{pages} {}

    EscposPaper read() {
        while (at_ < bytes_.size()) {
            start_ = at_;
            step(next());
        }
        if (!line_.text.empty()) fault("the last line is not ended");
        return std::move(paper_);
    }

private:
    void step(unsigned byte) {
        switch (byte) {
            case 0x1B:
                return escape(next());
            case 0x1D:
                return group(next());
            case 0x1C:
                if (next() != '.' || !paper_.items.empty())
                    fault("FS other than FS . at the start");
                return;
            case '\n':
                return end_line();
            default:
                return character(byte);
        }
    }

    void escape(unsigned command) {
        switch (command) {
            case '@':
                if (start_ != 0) fault("initialised again");
                return;
            case 'E':
                return set(mode_.bold, next() != 0, "bold");
            case 'M':
                return set(mode_.small, next() != 0, "font");
            case 'a':
                return set(mode_.centred, next() == 1, "alignment");
            case 't':
                return set_page(next());
            case 'd':
                paper_.items.emplace_back(PaperFeed{next()});
                return;
            case '3':
                next();
                band_open_ = false;
                return;
            case '2':
                band_open_ = false;
                return;
            case '*':
                return columns();
            default:
                fault(fmt::format("unknown ESC {:#04x}", command));
        }
    }

    void group(unsigned command) {
        switch (command) {
            case '!': {
                const unsigned size = next();
                if (mode_.width == (size >> 4) + 1 && mode_.height == (size & 15) + 1) {
                    fault("size again");
                }
                mode_.width = (size >> 4) + 1;
                mode_.height = (size & 15) + 1;
                return;
            }
            case 'h':
                return set(bar_height_, std::optional{next()}, "bar height");
            case 'w':
                return set(bar_width_, std::optional{next()}, "bar width");
            case 'H':
                return set(bar_text_, std::optional{next()}, "bar text");
            case 'f':
                return set(bar_font_, std::optional{next()}, "bar font");
            case 'k':
                return barcode();
            case 'v':
                return raster();
            case '(':
                return qr();
            case 'V':
                paper_.items.emplace_back(PaperCut{next() == 0});
                return;
            default:
                fault(fmt::format("unknown GS {:#04x}", command));
        }
    }

    void set_page(unsigned number) {
        set(page_, std::optional{number}, "code page");
        if (!pages_.contains(number)) fault("a code page that this printer lacks");
    }

    void character(unsigned byte) {
        if (byte < 0x20 || byte == 0x7F) return fault(fmt::format("stray byte {:#04x}", byte));
        if (line_.text.empty()) {
            line_ = mode_;
        } else if (line_.bold != mode_.bold || line_.small != mode_.small ||
                   line_.width != mode_.width || line_.height != mode_.height) {
            fault("the style changes inside a line");
        }
        if (byte < 0x80) {
            line_.text += static_cast<char>(byte);
        } else if (!page_ || !pages_.contains(*page_)) {
            fault("a national letter with no code page chosen");
        } else {
            line_.text += to_utf8(std::string(1, static_cast<char>(byte)), pages_.at(*page_));
        }
    }

    void end_line() {
        if (band_pending_) {
            band_pending_ = false;
            return;
        }
        if (line_.text.empty()) line_ = mode_;
        paper_.items.emplace_back(line_);
        line_ = {};
    }

    void raster() {
        if (next() != '0' || next() != 0) return fault("GS v in an unknown form");
        const unsigned width = next_two() * 8;
        const unsigned height = next_two();
        PaperPicture picture{width, height, {}};
        for (unsigned i = 0; i < width / 8 * height; ++i) {
            const unsigned byte = next();
            for (unsigned bit = 8; bit-- > 0;) picture.dots.push_back((byte >> bit & 1) != 0);
        }
        // Pieces that follow one another make one picture.
        auto* before =
            paper_.items.empty() ? nullptr : std::get_if<PaperPicture>(&paper_.items.back());
        if (before != nullptr && before->width == width && picture_end_ == start_) {
            before->height += height;
            before->dots.insert(before->dots.end(), picture.dots.begin(), picture.dots.end());
        } else {
            paper_.items.emplace_back(std::move(picture));
        }
        picture_end_ = at_;
    }

    void columns() {
        constexpr unsigned kRows = 24;
        if (next() != 33) return fault("ESC * in an unknown density");
        const unsigned width = next_two();
        std::vector<bool> band(std::size_t{width} * kRows);
        for (unsigned x = 0; x < width; ++x) {
            for (unsigned y = 0; y < kRows; y += 8) {
                const unsigned byte = next();
                for (unsigned bit = 0; bit < 8; ++bit) {
                    band[std::size_t{y + bit} * width + x] = (byte >> (7 - bit) & 1) != 0;
                }
            }
        }
        if (!band_open_) paper_.items.emplace_back(PaperPicture{width, 0, {}});
        auto& picture = std::get<PaperPicture>(paper_.items.back());
        picture.height += kRows;
        picture.dots.insert(picture.dots.end(), band.begin(), band.end());
        band_open_ = true;
        band_pending_ = true;
    }

    void barcode() {
        if (next() != 73) return fault("a barcode that is not Code 128");
        const std::string data = next_text(next());
        std::string text;
        char set = 0;
        for (std::size_t i = 0; i < data.size(); ++i) {
            if (data[i] == '{' && i + 1 < data.size()) {
                ++i;
                if (data[i] == '{') {
                    text += '{';
                } else {
                    set = data[i];
                }
            } else if (set == 'C') {
                text += fmt::format("{:02}", static_cast<unsigned char>(data[i]));
            } else if (set == 'B') {
                text += data[i];
            } else {
                fault("a barcode without a code set");
            }
        }
        paper_.items.emplace_back(
            PaperBarcode{text, bar_width_.value_or(0), bar_height_.value_or(0), mode_.centred});
    }

    void qr() {
        if (next() != 'k') return fault("unknown GS (");
        const std::string data = next_text(next_two());
        if (data.size() < 3 || data[0] != '1') return fault("unknown GS ( k");
        switch (data[1]) {
            case 'A':
                return set(qr_model_, std::optional<unsigned>{data[2]}, "QR model");
            case 'C':
                return set(qr_size_, std::optional<unsigned>{data[2]}, "QR size");
            case 'E':
                return set(qr_level_, std::optional<unsigned>{data[2]}, "QR level");
            case 'P':
                qr_text_ = data.substr(3);
                return;
            case 'Q':
                paper_.items.emplace_back(PaperQr{qr_text_, qr_size_.value_or(0), mode_.centred});
                return;
            default:
                fault("unknown GS ( k function");
        }
    }

    template <class T>
    void set(T& known, T value, std::string_view name) {
        if (known == value) fault(fmt::format("{} again", name));
        known = value;
    }

    unsigned next() {
        if (at_ < bytes_.size()) return std::to_integer<unsigned>(bytes_[at_++]);
        if (!ended_) fault("cut off");
        ended_ = true;
        return 0;
    }
    unsigned next_two() {
        const unsigned low = next();
        return low | next() << 8;
    }
    std::string next_text(unsigned size) {
        std::string text;
        for (unsigned i = 0; i < size && !ended_; ++i) text += static_cast<char>(next());
        return text;
    }

    void fault(std::string words) {
        paper_.faults.push_back(fmt::format("byte {}: {}", start_, words));
    }

    pos::BytesView bytes_;
    const CodePageNames& pages_;
    std::size_t at_{0};
    std::size_t start_{0};
    std::size_t picture_end_{0};
    bool ended_{false};
    bool band_open_{false};
    bool band_pending_{false};
    PaperText mode_;
    PaperText line_;
    std::optional<unsigned> page_;
    std::optional<unsigned> bar_height_;
    std::optional<unsigned> bar_width_;
    std::optional<unsigned> bar_text_;
    std::optional<unsigned> bar_font_;
    std::optional<unsigned> qr_model_;
    std::optional<unsigned> qr_size_;
    std::optional<unsigned> qr_level_;
    std::string qr_text_;
    EscposPaper paper_;
};

struct Describe {
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

}  // namespace

EscposPaper read_escpos(pos::BytesView bytes, const CodePageNames& pages) {
    return Reader{bytes, pages}.read();
}

std::string describe(const EscposPaper& paper) {
    std::string out;
    for (const PaperItem& item : paper.items) out += std::visit(Describe{}, item) + '\n';
    for (const std::string& fault : paper.faults) out += "<fault, " + fault + ">\n";
    return out;
}

}  // namespace test
