#include "drivers/printer/paper/code128.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"

namespace drivers::printer::paper {

namespace {

constexpr unsigned kShift = 98;
constexpr unsigned kFnc1 = 102;
constexpr unsigned kStartA = 103;
constexpr unsigned kStop = 106;

/// Bar, space, bar, space, bar, space; the stop character has one bar more.
constexpr std::string_view kWidths[] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};
static_assert(std::size(kWidths) == kStop + 1);

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The value of a character in set A or B; empty where the set lacks it.
std::optional<unsigned> value_in(char set, unsigned char c) {
    if (set == 'A') {
        if (c >= 32 && c <= 95) return c - 32U;
        if (c < 32) return c + 64U;
        return std::nullopt;
    }
    if (c >= 32 && c <= 127) return c - 32U;
    return std::nullopt;
}

std::optional<unsigned> function_value(char set, char number) {
    switch (number) {
        case '1':
            return kFnc1;
        case '2':
            return set == 'C' ? std::nullopt : std::optional{97U};
        case '3':
            return set == 'C' ? std::nullopt : std::optional{96U};
        case '4':
            if (set == 'C') return std::nullopt;
            return set == 'A' ? 101 : 100;
        default:
            return std::nullopt;
    }
}

/// Writes characters, and what starts and switches sets.
class Writer {
public:
    void choose(char set) {
        const auto step = static_cast<unsigned>(set - 'A');
        if (set_ == 0) {
            code_.values.push_back(kStartA + step);
        } else if (set_ != set) {
            code_.values.push_back(101 - step);
        }
        set_ = set;
    }
    void value(unsigned value) { code_.values.push_back(value); }
    bool character(char c, bool shifted = false) {
        const char set = shifted ? (set_ == 'A' ? 'B' : 'A') : set_;
        const auto value = value_in(set, static_cast<unsigned char>(c));
        if (!value) return false;
        if (shifted) code_.values.push_back(kShift);
        code_.values.push_back(*value);
        const bool control = static_cast<unsigned char>(c) < 32 || c == 127;
        code_.text += control ? ' ' : c;
        return true;
    }
    void pair(unsigned value) {
        code_.values.push_back(value);
        code_.text += static_cast<char>('0' + value / 10);
        code_.text += static_cast<char>('0' + value % 10);
    }
    char set() const { return set_; }
    Code128& code() { return code_; }

private:
    char set_{0};
    Code128 code_;
};

/// Pairs of digits from `at` on while they are worth it.
bool worth_pairs(std::string_view text, std::size_t at, bool pairing) {
    std::size_t run = 0;
    while (at + run < text.size() && is_digit(text[at + run])) ++run;
    return pairing ? run >= 2 : run >= 4;
}

bool write_text(Writer& writer, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (worth_pairs(text, i, writer.set() == 'C')) {
            writer.choose('C');
            writer.pair(static_cast<unsigned>((text[i] - '0') * 10 + (text[i + 1] - '0')));
            i += 2;
            continue;
        }
        const auto c = static_cast<unsigned char>(text[i]);
        if (c > 127) return false;
        if (c < 32) {
            writer.choose('A');
        } else if (writer.set() != 'A' || c > 95) {
            writer.choose('B');
        }
        if (!writer.character(text[i])) return false;
        ++i;
    }
    return true;
}

}  // namespace

char check_digit(std::string_view digits) {
    unsigned sum = 0;
    unsigned weight = 3;
    for (std::size_t i = digits.size(); i-- > 0;) {
        sum += static_cast<unsigned>(digits[i] - '0') * weight;
        weight = 4 - weight;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::optional<Code128> code128_of_notation(std::string_view notation) {
    Writer writer;
    bool shifted = false;
    for (std::size_t i = 0; i < notation.size(); ++i) {
        const char c = notation[i];
        if (c == '{' && i + 1 < notation.size()) {
            const char which = notation[++i];
            if (which >= 'A' && which <= 'C') {
                writer.choose(which);
                continue;
            }
            if (writer.set() == 0) return std::nullopt;
            if (which == 'S') {
                shifted = writer.set() != 'C';
                continue;
            }
            if (which != '{') {
                const auto value = function_value(writer.set(), which);
                if (!value) return std::nullopt;
                writer.value(*value);
                continue;
            }
        }
        if (writer.set() == 0) return std::nullopt;
        if (writer.set() == 'C') {
            const auto value = static_cast<unsigned char>(c);
            if (value > 99) return std::nullopt;
            writer.pair(value);
        } else if (!writer.character(c, shifted)) {
            return std::nullopt;
        }
        shifted = false;
    }
    if (writer.code().values.size() < 2) return std::nullopt;
    return std::move(writer.code());
}

std::optional<Code128> code128_of_text(std::string_view text) {
    Writer writer;
    if (text.empty() || !write_text(writer, text)) return std::nullopt;
    return std::move(writer.code());
}

std::optional<Code128> gs1_128_of(std::string_view data) {
    std::string piece;  // since the last FNC1
    std::string for_people;
    std::size_t behind_ai = 0;
    std::vector<std::string> pieces;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const char c = data[i];
        if (c == ' ') continue;
        if (c == '(' || c == ')') {
            for_people += c;
            if (c == ')') behind_ai = piece.size();
            continue;
        }
        if (c == '{' && i + 1 < data.size() && data[i + 1] == '1') {
            ++i;
            pieces.push_back(std::exchange(piece, {}));
            behind_ai = 0;
            continue;
        }
        if (c == '*') {
            const std::string_view digits = std::string_view{piece}.substr(behind_ai);
            if (!std::ranges::all_of(digits, is_digit)) return std::nullopt;
            piece += check_digit(digits);
        } else {
            piece += c;
        }
        for_people += piece.back();
    }
    pieces.push_back(std::move(piece));
    Writer writer;
    writer.choose(worth_pairs(pieces.front(), 0, false) ? 'C' : 'B');
    for (const std::string& text : pieces) {
        writer.value(kFnc1);
        if (!write_text(writer, text)) return std::nullopt;
    }
    if (writer.code().values.size() < 3) return std::nullopt;
    writer.code().text = for_people;
    return std::move(writer.code());
}

std::vector<unsigned> elements_of(const Code128& code) {
    POS_ASSERT(!code.values.empty());
    unsigned sum = code.values.front();
    for (std::size_t i = 1; i < code.values.size(); ++i) {
        sum += static_cast<unsigned>(i) * code.values[i];
    }
    std::vector<unsigned> values = code.values;
    values.push_back(sum % 103);
    values.push_back(kStop);
    std::vector<unsigned> widths;
    for (const unsigned value : values) {
        for (const char c : kWidths[value]) widths.push_back(static_cast<unsigned>(c - '0'));
    }
    return widths;
}

}  // namespace drivers::printer::paper
