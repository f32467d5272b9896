#include "pos/billing/bank/transfer_code.hpp"

#include <algorithm>

#include "pos/money/decimal.hpp"

namespace pos::billing::bank {

namespace {

constexpr std::size_t kPayeeBytesMax = 70;
constexpr std::size_t kRemittanceBytesMax = 140;
constexpr std::size_t kCreditorReferenceMax = 25;
constexpr std::size_t kIbanMin = 15;
constexpr std::size_t kIbanMax = 34;
constexpr std::int64_t kCentsMax = 99'999'999'999;

/// Cut at a character's end, without line breaks.
std::string in_one_line(std::string text, std::size_t bytes) {
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

std::string without_blanks(std::string_view text) {
    std::string packed{text};
    std::erase(packed, ' ');
    return packed;
}

}  // namespace

bool has_check_digits(std::string_view text) {
    if (text.size() <= 4) return false;
    int rest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[(i + 4) % text.size()];
        if (c >= '0' && c <= '9') {
            rest = (rest * 10 + (c - '0')) % 97;
        } else if (c >= 'A' && c <= 'Z') {
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        } else {
            return false;
        }
    }
    return rest == 1;
}

std::optional<std::string> transfer_code(const AskedTransfer& asked) {
    const std::string iban = without_blanks(asked.iban);
    const bool is_account =
        iban.size() >= kIbanMin && iban.size() <= kIbanMax && has_check_digits(iban);
    const Money amount = asked.amount;
    const bool is_payable = code_of(amount.currency) == "EUR" && amount.currency.exponent == 2 &&
                            amount.minor > 0 && amount.minor <= kCentsMax;
    if (!is_account || !is_payable) return std::nullopt;
    // A creditor reference, which banks check, stands in a line of its own.
    const std::string packed = without_blanks(asked.reference);
    const bool structured = packed.size() <= kCreditorReferenceMax && packed.starts_with("RF") &&
                            has_check_digits(packed);
    return "BCD\n002\n1\nSCT\n" + without_blanks(asked.bic) + "\n" +
           in_one_line(asked.payee, kPayeeBytesMax) + "\n" + iban + "\nEUR" + to_string(amount) +
           "\n\n" +
           (structured ? packed + "\n" : "\n" + in_one_line(asked.reference, kRemittanceBytesMax));
}

std::string in_fours(std::string_view account) {
    std::string text;
    std::size_t count = 0;
    for (const char c : account) {
        if (c == ' ') continue;
        if (count != 0 && count % 4 == 0) text += ' ';
        text += c;
        ++count;
    }
    return text;
}

}  // namespace pos::billing::bank
