#include "pos/catalog/rule.hpp"

#include <algorithm>
#include <array>

#include "pos/base/assert.hpp"
#include "pos/catalog/barcode.hpp"

namespace pos::catalog {

namespace {

constexpr std::size_t kPlacesMin = 4;
constexpr std::size_t kPlacesMax = 40;
constexpr std::size_t kReferenceMax = 12;
constexpr std::size_t kValueMax = 9;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, is_digit);
}

/// One run of `letter`, of 1 to `longest` places.
bool is_field(std::string_view pattern, char letter, std::size_t longest) {
    const auto count = static_cast<std::size_t>(std::ranges::count(pattern, letter));
    if (count < 1 || count > longest) return false;
    return pattern.rfind(letter) - pattern.find(letter) + 1 == count;
}

std::string_view field(std::string_view pattern, char letter, std::string_view code) {
    return code.substr(pattern.find(letter),
                       static_cast<std::size_t>(std::ranges::count(pattern, letter)));
}

bool checks_are_sound(std::string_view pattern) {
    const auto totals = std::ranges::count(pattern, 'C');
    const auto inner = std::ranges::count(pattern, 'K');
    if (totals > 1 || inner > 1) return false;
    if (totals == 1 && pattern.back() != 'C') return false;
    const auto values = std::ranges::count(pattern, 'V');
    return inner == 0 || values == 4 || values == 5;
}

/// The same code with a value of zero.
std::string base_of(std::string_view pattern, std::string_view code) {
    std::string base{code};
    for (std::size_t at = 0; at < base.size(); ++at) {
        if (pattern[at] == 'V' || pattern[at] == 'K') base[at] = '0';
    }
    if (pattern.back() == 'C') base.back() = gtin_check_digit({base.data(), base.size() - 1});
    return base;
}

// What a digit counts for, by the weights of the value's check digit.
constexpr std::array<int, 10> kTwoMinus{0, 2, 4, 6, 8, 9, 1, 3, 5, 7};
constexpr std::array<int, 10> kThree{0, 3, 6, 9, 2, 5, 8, 1, 4, 7};
constexpr std::array<int, 10> kFivePlus{0, 5, 1, 6, 2, 7, 3, 8, 4, 9};
constexpr std::array<int, 10> kFiveMinus{0, 5, 9, 4, 8, 3, 7, 2, 6, 1};

int weigh(const std::array<int, 10>& weights, char digit) {
    return weights[static_cast<std::size_t>(digit - '0')];
}

}  // namespace

char value_check_digit(std::string_view digits) {
    POS_ASSERT((digits.size() == 4 || digits.size() == 5) && all_digits(digits));
    if (digits.size() == 4) {
        const int sum = weigh(kTwoMinus, digits[0]) + weigh(kTwoMinus, digits[1]) +
                        weigh(kThree, digits[2]) + weigh(kFiveMinus, digits[3]);
        return static_cast<char>('0' + sum * 3 % 10);
    }
    const int sum = weigh(kFivePlus, digits[0]) + weigh(kTwoMinus, digits[1]) +
                    weigh(kFiveMinus, digits[2]) + weigh(kFivePlus, digits[3]) +
                    weigh(kTwoMinus, digits[4]);
    const int wanted = (10 - sum % 10) % 10;
    const auto found = std::ranges::find(kFiveMinus, wanted);
    return static_cast<char>('0' + (found - kFiveMinus.begin()));
}

std::expected<void, RuleError> check(const EmbeddedRule& rule) {
    const auto refuse = [](RuleError error) { return std::unexpected{error}; };
    const std::string_view pattern = rule.pattern;
    if (pattern.size() < kPlacesMin || pattern.size() > kPlacesMax) {
        return refuse(RuleError::bad_length);
    }
    if (pattern.find_first_not_of("0123456789PVKCX") != std::string_view::npos) {
        return refuse(RuleError::bad_character);
    }
    if (!is_digit(pattern.front())) return refuse(RuleError::no_prefix);
    if (!is_field(pattern, 'P', kReferenceMax)) return refuse(RuleError::no_reference);
    if (!is_field(pattern, 'V', kValueMax)) return refuse(RuleError::no_value);
    if (!checks_are_sound(pattern)) return refuse(RuleError::bad_check);
    if (!in_range(rule.kind)) return refuse(RuleError::bad_kind);
    if (rule.decimals > 6 || rule.decimals > std::ranges::count(pattern, 'V')) {
        return refuse(RuleError::bad_decimals);
    }
    return {};
}

std::optional<Label> match(const EmbeddedRule& rule, std::string_view code) {
    const std::string_view pattern = rule.pattern;
    if (code.size() != pattern.size() || !all_digits(code)) return std::nullopt;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (is_digit(pattern[at]) && pattern[at] != code[at]) return std::nullopt;
    }
    const std::string_view value = field(pattern, 'V', code);
    if (pattern.back() == 'C' && gtin_check_digit(code.substr(0, code.size() - 1)) != code.back()) {
        return std::nullopt;
    }
    const std::size_t inner = pattern.find('K');
    if (inner != std::string_view::npos && value_check_digit(value) != code[inner]) {
        return std::nullopt;
    }
    Label label{std::string{field(pattern, 'P', code)}, 0, base_of(pattern, code)};
    for (const char digit : value) label.value = label.value * 10 + (digit - '0');
    return label;
}

std::expected<EmbeddedRule, RuleError> parse_rule(std::string_view text) {
    const auto next = [&] {
        while (text.starts_with(' ')) text.remove_prefix(1);
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        return word;
    };
    EmbeddedRule rule;
    rule.pattern = next();
    const std::string_view kind = next();
    const std::string_view decimals = next();
    if (kind == "weight") {
        rule.kind = ValueKind::weight;
    } else if (kind == "price") {
        rule.kind = ValueKind::price;
    } else if (kind == "count") {
        rule.kind = ValueKind::count;
    } else {
        rule.kind = static_cast<ValueKind>(0xFF);
    }
    const bool one_digit = decimals.size() == 1 && is_digit(decimals[0]) && next().empty();
    rule.decimals = one_digit ? static_cast<std::uint8_t>(decimals[0] - '0') : std::uint8_t{0xFF};
    if (const auto sound = check(rule); !sound) return std::unexpected{sound.error()};
    return rule;
}

std::string to_string(const EmbeddedRule& rule) {
    std::string text = rule.pattern;
    switch (rule.kind) {
        case ValueKind::weight:
            text += " weight ";
            break;
        case ValueKind::price:
            text += " price ";
            break;
        case ValueKind::count:
            text += " count ";
            break;
    }
    text += std::to_string(rule.decimals);
    return text;
}

}  // namespace pos::catalog
