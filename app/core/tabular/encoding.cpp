#include "app/core/tabular/encoding.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace app::core::tabular {

namespace {

constexpr std::size_t kWindow = std::size_t{64} * 1024;
constexpr std::size_t kSniffed = 512;  // bytes in which UTF-16 is looked for

/// cp1252 from 0x80 to 0x9F; elsewhere it is Latin-1. Five places mean nothing: U+FFFD.
constexpr std::array<char16_t, 32> kCp1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// cp1255 from 0x80; what means nothing there is U+FFFD.
constexpr std::array<char16_t, 128> kCp1255{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0xFFFD, 0x2039,
    0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0xFFFD, 0x203A, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x00A0, 0x00A1, 0x00A2, 0x00A3,
    0x20AA, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00D7, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00F7, 0x00BB,
    0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x05B0, 0x05B1, 0x05B2, 0x05B3, 0x05B4, 0x05B5, 0x05B6, 0x05B7,
    0x05B8, 0x05B9, 0xFFFD, 0x05BB, 0x05BC, 0x05BD, 0x05BE, 0x05BF, 0x05C0, 0x05C1, 0x05C2, 0x05C3,
    0x05F0, 0x05F1, 0x05F2, 0x05F3, 0x05F4, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD,
    0x05D0, 0x05D1, 0x05D2, 0x05D3, 0x05D4, 0x05D5, 0x05D6, 0x05D7, 0x05D8, 0x05D9, 0x05DA, 0x05DB,
    0x05DC, 0x05DD, 0x05DE, 0x05DF, 0x05E0, 0x05E1, 0x05E2, 0x05E3, 0x05E4, 0x05E5, 0x05E6, 0x05E7,
    0x05E8, 0x05E9, 0x05EA, 0xFFFD, 0xFFFD, 0x200E, 0x200F, 0xFFFD};

unsigned byte_of(char c) {
    return static_cast<unsigned char>(c);
}

void append(char32_t c, std::vector<char>& out) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(0xE0 | c >> 12);
        } else {
            put(0xF0 | c >> 18);
            put(0x80 | (c >> 12 & 63));
        }
        put(0x80 | (c >> 6 & 63));
    }
    put(0x80 | (c & 63));
}

/// How many bytes the sequence that `text` begins with should have; 0 if it begins none.
std::size_t sequence_length(std::span<const char> text) {
    const unsigned lead = byte_of(text[0]);
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

/// Whether the bytes outside ASCII look like UTF-8: more sequences are whole than broken. `last`:
/// no more bytes follow.
bool looks_like_utf8(std::span<const char> text, bool last) {
    std::size_t whole = 0;
    std::size_t broken = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (byte_of(text[at]) < 0x80) continue;
        const std::size_t length = std::max<std::size_t>(sequence_length(text.subspan(at)), 1);
        const auto rest = text.subspan(at + 1, std::min(length, text.size() - at) - 1);
        const bool follows =
            std::ranges::all_of(rest, [](char c) { return (byte_of(c) & 0xC0) == 0x80; });
        const bool cut = rest.size() + 1 < length;
        if (cut && follows && !last) break;
        const bool sound = length > 1 && follows && !cut;
        (sound ? whole : broken) += 1;
        if (sound) at += length - 1;
    }
    return broken == 0 || whole >= std::max<std::size_t>(broken, 1);
}

bool is_ascii(std::span<const char> text) {
    return std::ranges::all_of(text, [](char c) { return byte_of(c) < 0x80; });
}

/// What the words of a text in a table of Windows are made of.
struct LetterCount {
    std::size_t words{0};    // of two letters or more, some outside ASCII
    std::size_t foreign{0};  // of those: with none in ASCII
    std::size_t letters{0};  // in foreign words
    std::size_t hebrew{0};   // of those: where cp1255 has the Hebrew alphabet
    std::size_t odd{0};      // bytes that cp1252 has no sign for, or one that stands in no word
};

bool is_ascii_letter(unsigned byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// Whether cp1252 has a sign there that no word has within: "mas³o" is Polish of another table.
bool is_odd(std::span<const char> text, std::size_t at) {
    constexpr std::string_view kNotInWords{"\xA3\xA5\xAF\xB3\xB9\xBF"};
    const unsigned byte = byte_of(text[at]);
    if (byte >= 0x80 && byte < 0xA0) return kCp1252[byte - 0x80] == 0xFFFD;
    return kNotInWords.contains(text[at]) && at > 0 && at + 1 < text.size() &&
           is_ascii_letter(byte_of(text[at - 1])) && is_ascii_letter(byte_of(text[at + 1]));
}

LetterCount count_letters(std::span<const char> text) {
    LetterCount count;
    std::size_t size = 0;
    std::size_t outside = 0;
    std::size_t hebrew = 0;
    const auto end_word = [&] {
        if (outside > 0 && size >= 2) ++count.words;
        if (outside == size && size >= 2) {
            ++count.foreign;
            count.letters += size;
            count.hebrew += hebrew;
        }
        size = outside = hebrew = 0;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const unsigned byte = byte_of(text[at]);
        if (is_odd(text, at)) ++count.odd;
        if (byte < 0xC0 && !is_ascii_letter(byte)) {
            end_word();
            continue;
        }
        ++size;
        if (byte >= 0xC0) ++outside;
        if (byte >= 0xE0 && byte <= 0xFA) ++hebrew;
    }
    end_word();
    return count;
}

/// Which table of Windows a text is written in, and whether that is likely: Western words have
/// letters outside ASCII here and there, those of other scripts nothing else. The Hebrew alphabet
/// has neither capitals nor the last five letters of cp1251 and cp1253, of which Russian and Greek
/// are full.
struct Windows {
    Encoding encoding{};
    bool sure{true};
};
Windows windows_of(std::span<const char> text) {
    constexpr std::size_t kNearlyAll = 97;  // per cent
    const LetterCount count = count_letters(text);
    if (count.foreign * 2 <= count.words) return {Encoding::cp1252, count.odd == 0};
    if (count.hebrew * 100 >= count.letters * kNearlyAll) return {Encoding::cp1255};
    return {Encoding::cp1252, false};
}

class Utf8Input final : public TextInput {
public:
    Utf8Input(std::unique_ptr<Input> input, Encoding encoding)
        : input_(std::move(input)), encoding_(encoding), raw_(kWindow) {}

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        for (;;) {
            if (ready_at_ < ready_.size()) return hand_out(out);
            if (encoding_ == Encoding::utf8 && begun_ && raw_size_ == 0) return input_->read(out);
            const auto got = fill();
            if (!got) return std::unexpected{got.error()};
            if (raw_size_ == 0) return std::size_t{0};
            ready_.clear();
            ready_at_ = 0;
            convert();
        }
    }
    Progress progress() const override { return input_->progress(); }
    pos::Hash finish_hash() override { return input_->finish_hash(); }
    bool letters_are_sure() const override { return sure_; }

private:
    std::size_t hand_out(std::span<char> out) {
        const std::size_t size = std::min(out.size(), ready_.size() - ready_at_);
        std::copy_n(ready_.data() + ready_at_, size, out.data());
        ready_at_ += size;
        return size;
    }

    /// A whole window, unless the input ends: what is decided from it does not depend on how a pipe
    /// cuts its bytes.
    std::expected<void, InputError> fill() {
        while (raw_size_ < raw_.size() && !ended_) {
            const auto got = input_->read(std::span{raw_}.subspan(raw_size_));
            if (!got) return std::unexpected{got.error()};
            ended_ = *got == 0;
            raw_size_ += *got;
        }
        return {};
    }

    std::span<const char> window() const { return {raw_.data(), raw_size_}; }

    bool take_mark(std::string_view mark, Encoding encoding) {
        if (!std::string_view{raw_.data(), raw_size_}.starts_with(mark)) return false;
        if (encoding_ != Encoding::automatic && encoding_ != encoding) return false;
        encoding_ = encoding;
        drop(mark.size());
        return true;
    }

    void drop(std::size_t count) {
        std::copy(raw_.begin() + static_cast<std::ptrdiff_t>(count),
                  raw_.begin() + static_cast<std::ptrdiff_t>(raw_size_), raw_.begin());
        raw_size_ -= count;
    }

    /// UTF-16 of mostly Western text has a zero in every second byte.
    void look_for_utf16() {
        const auto head = window().first(std::min(raw_size_, kSniffed));
        std::array<std::size_t, 2> zeros{};
        for (std::size_t at = 0; at < head.size(); ++at) {
            if (head[at] == '\0') ++zeros[at % 2];
        }
        const std::size_t pairs = head.size() / 2;
        if (pairs < 2) return;
        if (zeros[1] > pairs / 2 && zeros[0] < pairs / 8) encoding_ = Encoding::utf16_le;
        if (zeros[0] > pairs / 2 && zeros[1] < pairs / 8) encoding_ = Encoding::utf16_be;
    }

    void begin() {
        begun_ = true;
        using namespace std::string_view_literals;
        if (take_mark("\xEF\xBB\xBF"sv, Encoding::utf8)) return;
        if (take_mark("\xFF\xFE"sv, Encoding::utf16_le)) return;
        if (take_mark("\xFE\xFF"sv, Encoding::utf16_be)) return;
        if (encoding_ == Encoding::automatic) look_for_utf16();
    }

    void convert() {
        if (!begun_) begin();
        if (encoding_ == Encoding::automatic && !is_ascii(window())) {
            if (looks_like_utf8(window(), ended_)) {
                encoding_ = Encoding::utf8;
            } else {
                const Windows windows = windows_of(window());
                encoding_ = windows.encoding;
                sure_ = windows.sure;
            }
        }
        switch (encoding_) {
            case Encoding::automatic:
            case Encoding::utf8:
                ready_.assign(window().begin(), window().end());
                raw_size_ = 0;
                return;
            case Encoding::cp1252:
                convert_cp1252();
                raw_size_ = 0;
                return;
            case Encoding::cp1255:
                convert_cp1255();
                raw_size_ = 0;
                return;
            case Encoding::utf16_le:
                return convert_utf16(0, 1);
            case Encoding::utf16_be:
                return convert_utf16(1, 0);
        }
    }

    void convert_cp1252() {
        for (const char c : window()) {
            const unsigned byte = byte_of(c);
            const bool special = byte >= 0x80 && byte < 0xA0;
            append(special ? kCp1252[byte - 0x80] : static_cast<char32_t>(byte), ready_);
        }
    }

    void convert_cp1255() {
        for (const char c : window()) {
            const unsigned byte = byte_of(c);
            append(byte < 0x80 ? static_cast<char32_t>(byte) : kCp1255[byte - 0x80], ready_);
        }
    }

    void convert_utf16(std::size_t low, std::size_t high) {
        std::size_t at = 0;
        const auto unit = [&](std::size_t place) {
            return static_cast<char32_t>(byte_of(raw_[place + high]) << 8 |
                                         byte_of(raw_[place + low]));
        };
        for (; at + 2 <= raw_size_; at += 2) {
            const char32_t first = unit(at);
            if (first < 0xD800 || first > 0xDBFF) {
                append(first, ready_);  // a lone second half too: three invalid bytes
                continue;
            }
            if (at + 4 > raw_size_ && !ended_) break;
            const char32_t second = at + 4 <= raw_size_ ? unit(at + 2) : 0;
            if (second < 0xDC00 || second > 0xDFFF) {
                append(first, ready_);
                continue;
            }
            append(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), ready_);
            at += 2;
        }
        if (ended_ && at < raw_size_) {  // half a unit at the very end
            ready_.push_back('\xFF');
            at = raw_size_;
        }
        drop(at);
    }

    std::unique_ptr<Input> input_;
    Encoding encoding_;
    std::vector<char> raw_;
    std::size_t raw_size_{0};
    bool begun_{false};
    bool ended_{false};
    bool sure_{true};
    std::vector<char> ready_;
    std::size_t ready_at_{0};
};

}  // namespace

std::unique_ptr<TextInput> as_utf8(std::unique_ptr<Input> input, Encoding encoding) {
    return std::make_unique<Utf8Input>(std::move(input), encoding);
}

std::string to_cp1252(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const unsigned first = byte_of(text[at++]);
        const int more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        char32_t c = more == 0 ? first : first & (0x3FU >> more);
        for (int i = 0; i < more && at < text.size(); ++i)
            c = c << 6 | (byte_of(text[at++]) & 0x3F);
        const auto special = std::ranges::find(kCp1252, static_cast<char16_t>(c));
        if (c < 0x80 || (c >= 0xA0 && c < 0x100)) {
            bytes += static_cast<char>(c);
        } else if (c < 0xFFFD && special != kCp1252.end()) {
            bytes += static_cast<char>(0x80 + (special - kCp1252.begin()));
        } else {
            bytes += '?';
        }
    }
    return bytes;
}

}  // namespace app::core::tabular
